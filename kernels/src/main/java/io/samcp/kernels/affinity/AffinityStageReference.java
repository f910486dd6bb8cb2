package io.samcp.kernels.affinity;

import java.util.Arrays;

/**
 * What the rungs of {@link AffinityStageKernel} must compute, in plain loops; for tests and benchmarks. Decisions are made from normalised
 * affinities, so that a test can make them from those of the kernel as well as from its own.
 */
public final class AffinityStageReference {

    private AffinityStageReference() {}

    /** Largest sigmoid of each row among the patches that are there: {@code [queries]}; negative infinity if there is none. */
    public static double[] exactRowMax(AffinityStageKernel.Shape s, float[] a, int[] padding) {
        final double[] top = new double[s.queries()];
        Arrays.fill(top, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                if (!bit(padding, 0, n)) {
                    top[i] = Math.max(top[i], sigmoid(a[i * s.patches() + n]));
                }
            }
        }
        return top;
    }

    /** {@link #exactRowMax} in float. */
    public static float[] plainRowMax(AffinityStageKernel.Shape s, float[] a, int[] padding) {
        final float[] top = new float[s.queries()];
        Arrays.fill(top, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                if (!bit(padding, 0, n)) {
                    top[i] = Math.max(top[i], plainSigmoid(a[i * s.patches() + n]));
                }
            }
        }
        return top;
    }

    /** What is compared, {@code [queries, patches]}, in double; NaN where all sigmoids of a scaled row are equal, and for padding. */
    public static double[] exactNormalised(AffinityStageKernel.Shape s, float[] a, int[] padding) {
        final double[] top = exactRowMax(s, a, padding);
        final double[] u = new double[s.queries() * s.patches()];
        for (int i = 0; i < s.queries(); i++) {
            double low = Double.POSITIVE_INFINITY;
            for (int n = 0; n < s.patches(); n++) {
                low = bit(padding, 0, n) ? low : Math.min(low, sigmoid(a[i * s.patches() + n]));
            }
            for (int n = 0; n < s.patches(); n++) {
                final double sigmoid = sigmoid(a[i * s.patches() + n]);
                u[i * s.patches() + n] = n >= s.compared() && bit(padding, 0, n)
                        ? Double.NaN
                        : s.scaled() ? (sigmoid - low) / (top[i] - low) : sigmoid;
            }
        }
        return u;
    }

    /** {@link #exactNormalised} in float. */
    public static float[] plainNormalised(AffinityStageKernel.Shape s, float[] a, int[] padding) {
        final float[] top = plainRowMax(s, a, padding);
        final float[] u = new float[s.queries() * s.patches()];
        for (int i = 0; i < s.queries(); i++) {
            float low = Float.POSITIVE_INFINITY;
            for (int n = 0; n < s.patches(); n++) {
                low = bit(padding, 0, n) ? low : Math.min(low, plainSigmoid(a[i * s.patches() + n]));
            }
            for (int n = 0; n < s.patches(); n++) {
                final float sigmoid = plainSigmoid(a[i * s.patches() + n]);
                u[i * s.patches() + n] = n >= s.compared() && bit(padding, 0, n)
                        ? Float.NaN
                        : s.scaled() ? (sigmoid - low) / (top[i] - low) : sigmoid;
            }
        }
        return u;
    }

    /** Mask words {@code [queries, ceil(patches / 32)]}: which patches lie below the threshold; NaN does not. */
    public static int[] blocked(AffinityStageKernel.Shape s, float[] u) {
        final int words = Math.ceilDiv(s.patches(), Integer.SIZE);
        final int[] mask = new int[s.queries() * words];
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                mask[i * words + (n >> 5)] |= (u[i * s.patches() + n] < s.threshold() ? 1 : 0) << (n & 31);
            }
        }
        return mask;
    }

    /** Mask words {@code [queries, ceil(patches / 32)]}: which patches lie above the threshold; NaN does not. */
    public static int[] selected(AffinityStageKernel.Shape s, float[] u) {
        final int words = Math.ceilDiv(s.patches(), Integer.SIZE);
        final int[] mask = new int[s.queries() * words];
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                mask[i * words + (n >> 5)] |= (u[i * s.patches() + n] > s.threshold() ? 1 : 0) << (n & 31);
            }
        }
        return mask;
    }

    /** Union of the selected patches' boxes {@code [queries, 4]}, or the empty box. */
    public static float[] merged(AffinityStageKernel.Shape s, int[] selected, float[] boxes) {
        final int words = Math.ceilDiv(s.patches(), Integer.SIZE);
        final float[] merged = new float[4 * s.queries()];
        for (int i = 0; i < s.queries(); i++) {
            final float[] box = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
            boolean any = false;
            for (int n = 0; n < s.patches(); n++) {
                if (bit(selected, i * words, n)) {
                    any = true;
                    box[0] = Math.min(box[0], boxes[4 * n]);
                    box[1] = Math.min(box[1], boxes[4 * n + 1]);
                    box[2] = Math.max(box[2], boxes[4 * n + 2]);
                    box[3] = Math.max(box[3], boxes[4 * n + 3]);
                }
            }
            final float[] result = any ? box : new float[]{s.emptyX1(), s.emptyY1(), s.emptyX2(), s.emptyY2()};
            System.arraycopy(result, 0, merged, 4 * i, 4);
        }
        return merged;
    }

    private static boolean bit(int[] words, int first, int n) {
        return ((words[first + (n >> 5)] >>> (n & 31)) & 1) != 0;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float plainSigmoid(float x) {
        return 1 / (1 + (float) Math.exp(-x));
    }
}
