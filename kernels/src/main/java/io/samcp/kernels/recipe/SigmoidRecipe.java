package io.samcp.kernels.recipe;

/** Mirror of {@code sigmoid_f32}. */
public final class SigmoidRecipe {

    private SigmoidRecipe() {}

    /** {@code 1 / (1 + exp(-x))}, at most 3 ulp off for x above -87. */
    public static float sigmoid(float x) {
        return 1 / (ExpRecipe.exp(-x) + 1);
    }
}
