package io.samcp.kernels;

/** The value of a scalar kernel parameter. */
public sealed interface ScalarValue {

    /** A 32-bit integer. */
    record S32(int value) implements ScalarValue {}

    /** A float. */
    record F32(float value) implements ScalarValue {}

    static ScalarValue of(int value) {
        return new S32(value);
    }

    static ScalarValue of(float value) {
        return new F32(value);
    }

    /** A switch: 1 for true, 0 for false. */
    static ScalarValue of(boolean value) {
        return new S32(value ? 1 : 0);
    }

    /** The 32 bits as they are passed to the kernel. */
    default int bits() {
        return switch (this) {
            case S32(int value) -> value;
            case F32(float value) -> Float.floatToRawIntBits(value);
        };
    }
}
