package io.samcp.layers.inference;

import io.samcp.kernels.Precision;
import java.util.Objects;

/**
 * How a model runs.
 *
 * @param libraries whether library operations may be used; false: PTX for everything
 * @param precision of the operands of products and convolutions
 * @param planMemoryBytes device memory that the plans of one session may keep; the plan in use may be larger
 * @param tensorCores whether products below FP32 run on our kernels for tensor cores, those of TF32 only where libraries may not be used;
 *        false: on operands that are rounded and stored in F32, which says what the precision means
 * @param persistent whether launches that nothing else stands between become one, whose blocks stay; the numbers are the same
 */
public record ModelOptions(boolean libraries, Precision precision, long planMemoryBytes, boolean tensorCores, boolean persistent) {

    /** Device memory that a session keeps for plans if nothing else is said: 4 GiB. */
    public static final long DEFAULT_PLAN_MEMORY = 4L << 30;

    public ModelOptions {
        Objects.requireNonNull(precision, "precision");
    }

    /** A launch for each piece of work, and the usual memory for plans. */
    public static ModelOptions of(boolean libraries, Precision precision) {
        return new ModelOptions(libraries, precision, DEFAULT_PLAN_MEMORY, true, false);
    }

    /** PTX for everything, in FP32. */
    public static ModelOptions exact() {
        return of(false, Precision.FP32);
    }

    /** The same with few launches that stay, or with many. */
    public ModelOptions withPersistent(boolean wanted) {
        return new ModelOptions(libraries, precision, planMemoryBytes, tensorCores, wanted);
    }

    /** The same with rounded operands in F32 in place of tensor cores. */
    public ModelOptions withoutTensorCores() {
        return new ModelOptions(libraries, precision, planMemoryBytes, false, persistent);
    }
}
