package io.samcp.runtime.tensor;

/** Type of a tensor's elements. */
public enum ElementType {
    F32(4),
    F16(2),
    BF16(2),
    F64(8),
    S32(4),
    S64(8),
    U8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }
}
