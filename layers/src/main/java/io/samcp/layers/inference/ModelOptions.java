package io.samcp.layers.inference;

import io.samcp.kernels.Precision;
import io.samcp.layers.model.Fusion;
import java.util.Objects;

/**
 * How a model runs.
 *
 * @param libraries whether library operations may be used; false: PTX for everything
 * @param precision of the operands of products and convolutions
 * @param planMemoryBytes device memory that the plans of one session may keep; the plan in use may be larger
 * @param fusion how far the graph below FP32 is rewritten, as far as device and model allow: TF32 runs on our tensor-core kernels only where
 *        libraries may not be used, and clusters need {@code sm_90} and launches that do not stay
 * @param persistent whether launches that nothing else stands between become one, whose blocks stay; the numbers are those of
 *        launches without clusters
 */
public record ModelOptions(boolean libraries, Precision precision, long planMemoryBytes, Fusion fusion, boolean persistent) {

    /** Device memory that a session keeps for plans if nothing else is said: 4 GiB. */
    public static final long DEFAULT_PLAN_MEMORY = 4L << 30;

    public ModelOptions {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(fusion, "fusion");
    }

    /** A launch for each piece of work, and the usual memory for plans. */
    public static ModelOptions of(boolean libraries, Precision precision) {
        return new ModelOptions(libraries, precision, DEFAULT_PLAN_MEMORY, Fusion.CLUSTERS, false);
    }

    /** PTX for everything, in FP32. */
    public static ModelOptions exact() {
        return of(false, Precision.FP32);
    }

    /** The same with few launches that stay, or with many. */
    public ModelOptions withPersistent(boolean wanted) {
        return new ModelOptions(libraries, precision, planMemoryBytes, fusion, wanted);
    }

    /** The same with a graph that is rewritten so far. */
    public ModelOptions withFusion(Fusion wanted) {
        return new ModelOptions(libraries, precision, planMemoryBytes, wanted, persistent);
    }
}
