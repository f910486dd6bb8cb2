package io.samcp.kernels.groupnorm;

/** What {@link GroupNormStatsKernel} and {@link GroupNormApplyKernel} compute together, in plain loops; for tests and benchmarks. */
public final class GroupNormReference {

    private GroupNormReference() {}

    /** In double. */
    public static double[] exact(GroupNormApplyKernel.Shape s, float[] x, float[] gamma, float[] beta) {
        final double[] y = new double[x.length];
        final int width = s.channels() / s.groups();
        for (int g = 0; g < s.groups(); g++) {
            double sum = 0;
            for (int e = 0; e < s.pixels() * width; e++) {
                sum += x[at(s, g, width, e)];
            }
            final double mean = sum / (s.pixels() * width);
            double squares = 0;
            for (int e = 0; e < s.pixels() * width; e++) {
                squares += (x[at(s, g, width, e)] - mean) * (x[at(s, g, width, e)] - mean);
            }
            final double scale = 1 / Math.sqrt(squares / (s.pixels() * width) + s.eps());
            for (int e = 0; e < s.pixels() * width; e++) {
                final int i = at(s, g, width, e);
                y[i] = (x[i] - mean) * scale * gamma[i % s.channels()] + beta[i % s.channels()];
            }
        }
        return y;
    }

    /** In float, elements of a group in order. */
    public static float[] plain(GroupNormApplyKernel.Shape s, float[] x, float[] gamma, float[] beta) {
        final float[] y = new float[x.length];
        final int width = s.channels() / s.groups();
        for (int g = 0; g < s.groups(); g++) {
            float sum = 0;
            for (int e = 0; e < s.pixels() * width; e++) {
                sum += x[at(s, g, width, e)];
            }
            final float mean = sum / (s.pixels() * width);
            float squares = 0;
            for (int e = 0; e < s.pixels() * width; e++) {
                squares += (x[at(s, g, width, e)] - mean) * (x[at(s, g, width, e)] - mean);
            }
            final float scale = 1 / (float) Math.sqrt(squares / (s.pixels() * width) + s.eps());
            for (int e = 0; e < s.pixels() * width; e++) {
                final int i = at(s, g, width, e);
                y[i] = (x[i] - mean) * scale * gamma[i % s.channels()] + beta[i % s.channels()];
            }
        }
        return y;
    }

    /** Element {@code e} of a group: pixel after pixel. */
    private static int at(GroupNormApplyKernel.Shape s, int group, int width, int e) {
        return e / width * s.channels() + group * width + e % width;
    }
}
