package io.samcp.simulator.counters;

import java.util.Locale;

/** Arithmetic units with a peak rate of their own. */
public enum Pipe {
    FP32,
    FP64,
    /** f16 and bf16 outside the tensor cores. */
    FP16,
    /** Tensor cores with f16 or bf16 operands. */
    TENSOR_16,
    /** Tensor cores with tf32 operands. */
    TENSOR_TF32,
    /** Integers, on whatever unit. Not part of floating-point totals. */
    INTEGER;

    /** Its name in JSON, e.g. {@code tensor_tf32}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its operations are floating-point ones. */
    public boolean isFloat() {
        return this != INTEGER;
    }
}
