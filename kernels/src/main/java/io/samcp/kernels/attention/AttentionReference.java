package io.samcp.kernels.attention;

/**
 * What the rungs of {@link AttentionKernel} must compute, in plain loops; for tests and benchmarks. Operands have the strides of the shape,
 * results are packed: {@code [queries, heads * headSize]}.
 */
public final class AttentionReference {

    private AttentionReference() {}

    /**
     * In double, rounded never.
     *
     * @param blocked mask words per query; read if the shape says so
     * @param padding mask words of the keys; read if the shape says so
     */
    public static double[] exact(AttentionKernel.Shape s, float[] q, float[] k, float[] v, int[] blocked, int[] padding) {
        final int width = s.heads() * s.headSize();
        final double root = Math.sqrt(s.headSize());
        final double[] out = new double[s.queries() * width];
        final double[] score = new double[s.keys()];
        for (int i = 0; i < s.queries(); i++) {
            for (int first = 0; first < width; first += s.headSize()) {
                double top = Double.NEGATIVE_INFINITY;
                for (int n = 0; n < s.keys(); n++) {
                    double sum = 0;
                    for (int c = first; c < first + s.headSize(); c++) {
                        sum += q[i * s.queryStride() + c] / root * k[n * s.keyStride() + c];
                    }
                    score[n] = excluded(s, blocked, padding, i, n) ? Double.NEGATIVE_INFINITY : sum;
                    top = Math.max(top, score[n]);
                }
                if (top == Double.NEGATIVE_INFINITY) {
                    continue;
                }
                double total = 0;
                for (int n = 0; n < s.keys(); n++) {
                    score[n] = Math.exp(score[n] - top);
                    total += score[n];
                }
                for (int c = first; c < first + s.headSize(); c++) {
                    double sum = 0;
                    for (int n = 0; n < s.keys(); n++) {
                        sum += score[n] * v[n * s.valueStride() + c];
                    }
                    out[i * width + c] = sum / total;
                }
            }
        }
        return out;
    }

    /** In float, every sum one chain in ascending order. */
    public static float[] plain(AttentionKernel.Shape s, float[] q, float[] k, float[] v, int[] blocked, int[] padding) {
        final int width = s.heads() * s.headSize();
        final float root = (float) Math.sqrt(s.headSize());
        final float[] out = new float[s.queries() * width];
        final float[] score = new float[s.keys()];
        for (int i = 0; i < s.queries(); i++) {
            for (int first = 0; first < width; first += s.headSize()) {
                float top = Float.NEGATIVE_INFINITY;
                for (int n = 0; n < s.keys(); n++) {
                    float sum = 0;
                    for (int c = first; c < first + s.headSize(); c++) {
                        sum = Math.fma(q[i * s.queryStride() + c] / root, k[n * s.keyStride() + c], sum);
                    }
                    score[n] = excluded(s, blocked, padding, i, n) ? Float.NEGATIVE_INFINITY : sum;
                    top = Math.max(top, score[n]);
                }
                if (top == Float.NEGATIVE_INFINITY) {
                    continue;
                }
                float total = 0;
                for (int n = 0; n < s.keys(); n++) {
                    score[n] = (float) Math.exp(score[n] - top);
                    total += score[n];
                }
                for (int c = first; c < first + s.headSize(); c++) {
                    float sum = 0;
                    for (int n = 0; n < s.keys(); n++) {
                        sum = Math.fma(score[n], v[n * s.valueStride() + c], sum);
                    }
                    out[i * width + c] = sum / total;
                }
            }
        }
        return out;
    }

    private static boolean excluded(AttentionKernel.Shape s, int[] blocked, int[] padding, int query, int key) {
        final int words = Math.ceilDiv(s.keys(), Integer.SIZE);
        return (s.blocked() && bit(blocked, query * words, key)) || (s.padding() && bit(padding, 0, key));
    }

    private static boolean bit(int[] words, int first, int key) {
        return ((words[first + (key >> 5)] >>> (key & 31)) & 1) != 0;
    }
}
