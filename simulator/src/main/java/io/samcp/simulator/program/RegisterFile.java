package io.samcp.simulator.program;

import io.samcp.simulator.ast.PtxType;

/** Which array of a warp holds a register. */
enum RegisterFile {
    INT,
    FLOAT,
    LONG,
    DOUBLE,
    PREDICATE;

    static RegisterFile of(PtxType type) {
        return switch (type) {
            case PRED -> PREDICATE;
            case F32 -> FLOAT;
            case F64 -> DOUBLE;
            case B64, U64, S64 -> LONG;
            default -> INT;
        };
    }
}
