package io.samcp.weights.safetensors;

import io.samcp.runtime.tensor.ElementType;
import java.util.Optional;

/** Element types of the format. Those without a host type can be listed but not read. */
enum StoredType {
    BOOL(8, ElementType.BOOL),
    U8(8, ElementType.U8),
    I8(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16, ElementType.F16),
    BF16(16, ElementType.BF16),
    I32(32, ElementType.S32),
    U32(32),
    F32(32, ElementType.F32),
    F64(64, ElementType.F64),
    I64(64, ElementType.S64),
    U64(64),
    C64(64);

    private final int bits;
    private final ElementType host;

    StoredType(int bits) {
        this(bits, null);
    }

    StoredType(int bits, ElementType host) {
        this.bits = bits;
        this.host = host;
    }

    /**
     * Bytes of a number of elements.
     *
     * @throws ArithmeticException if they do not fill whole bytes, or are more than 2^63-1
     */
    long bytes(long elements) {
        final long total = Math.multiplyExact(elements, (long) bits);
        if (total % Byte.SIZE != 0) {
            throw new ArithmeticException(elements + " elements of " + bits + " bits end within a byte");
        }
        return total / Byte.SIZE;
    }

    Optional<ElementType> host() {
        return Optional.ofNullable(host);
    }

    static StoredType of(ElementType type) {
        for (final StoredType stored : values()) {
            if (stored.host == type) {
                return stored;
            }
        }
        throw new IllegalArgumentException("safetensors has no " + type);
    }

    static Optional<StoredType> named(String name) {
        for (final StoredType stored : values()) {
            if (stored.name().equals(name)) {
                return Optional.of(stored);
            }
        }
        return Optional.empty();
    }
}
