package io.samcp.kernels.epilogue;

/** What the rungs of {@link EpilogueKernel} must compute, in plain loops; for tests and benchmarks. */
public final class EpilogueReference {

    private EpilogueReference() {}

    /** In float; rungs must equal it to the bit. */
    public static float[] plain(EpilogueKernel.Shape s, float[] y, float[] bias, float[] residual) {
        final float[] result = new float[s.elements()];
        for (int i = 0; i < result.length; i++) {
            float value = y[i];
            if (s.bias()) {
                value += bias[i % s.columns()];
            }
            if (s.residual()) {
                value += residual[i];
            }
            result[i] = s.relu() ? Math.max(value, 0) : value;
        }
        return result;
    }
}
