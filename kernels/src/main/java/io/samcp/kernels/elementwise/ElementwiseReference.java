package io.samcp.kernels.elementwise;

/** What the rungs of {@link ElementwiseKernel} must compute, in plain loops; for tests and benchmarks. */
public final class ElementwiseReference {

    private ElementwiseReference() {}

    /** In float; rungs must equal it to the bit. */
    public static float[] plain(ElementwiseKernel.Shape s, float[] a, float[] b) {
        final float[] y = new float[s.n()];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (s.function()) {
                case ADD -> a[i] + b[i];
                case AVERAGE -> (a[i] + b[i]) * 0.5f;
                case MULTIPLY -> a[i] * b[i];
            };
        }
        return y;
    }
}
