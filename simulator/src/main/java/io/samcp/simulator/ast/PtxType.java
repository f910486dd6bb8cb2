package io.samcp.simulator.ast;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A fundamental PTX type. */
public enum PtxType {
    PRED(0, Kind.PREDICATE),
    B8(1, Kind.BITS),
    B16(2, Kind.BITS),
    B32(4, Kind.BITS),
    B64(8, Kind.BITS),
    U8(1, Kind.UNSIGNED),
    U16(2,
            Kind.UNSIGNED),
    U32(4, Kind.UNSIGNED),
    U64(8, Kind.UNSIGNED),
    S8(1, Kind.SIGNED),
    S16(2, Kind.SIGNED),
    S32(4,
            Kind.SIGNED),
    S64(8, Kind.SIGNED),
    F16(2, Kind.FLOAT),
    BF16(2, Kind.FLOAT),
    F16X2(4, Kind.FLOAT),
    BF16X2(4, Kind.FLOAT),
    TF32(4, Kind.FLOAT),
    F32(4, Kind.FLOAT),
    F64(8, Kind.FLOAT);

    /** How the bits are read. */
    public enum Kind {
        PREDICATE,
        BITS,
        UNSIGNED,
        SIGNED,
        FLOAT
    }

    private static final Map<String, PtxType> BY_NAME = names();

    private final int bytes;
    private final Kind kind;

    PtxType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Size in memory; 0 for predicates. */
    public int bytes() {
        return bytes;
    }

    public int bits() {
        return 8 * bytes;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isSigned() {
        return kind == Kind.SIGNED;
    }

    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** The type a modifier names, e.g. {@code s32}. */
    public static Optional<PtxType> of(String modifier) {
        return Optional.ofNullable(BY_NAME.get(modifier));
    }

    private static Map<String, PtxType> names() {
        final java.util.HashMap<String, PtxType> names = new java.util.HashMap<>();
        for (final PtxType type : values()) {
            names.put(type.name().toLowerCase(Locale.ROOT), type);
        }
        return Map.copyOf(names);
    }
}
