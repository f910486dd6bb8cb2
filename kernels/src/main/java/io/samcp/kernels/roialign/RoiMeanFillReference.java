package io.samcp.kernels.roialign;

/**
 * What the rungs of {@link RoiMeanFillKernel} must compute, in plain loops; for tests and benchmarks. Results are
 * {@code [boxes, 49, channels]}.
 */
public final class RoiMeanFillReference {

    private static final int BINS = 49;
    private static final double SMALL = 1e-10;

    private RoiMeanFillReference() {}

    /** In double, rounded never. */
    public static double[] exact(RoiMeanFillKernel.Shape s, float[] x, byte[] mask) {
        final double[] out = new double[x.length];
        for (int n = 0; n < s.boxes(); n++) {
            for (int c = 0; c < s.channels(); c++) {
                double sum = 0;
                int count = 0;
                for (int bin = n * BINS; bin < (n + 1) * BINS; bin++) {
                    sum += mask[bin] == 0 ? 0 : x[bin * s.channels() + c];
                    count += mask[bin] == 0 ? 0 : 1;
                }
                for (int bin = n * BINS; bin < (n + 1) * BINS; bin++) {
                    out[bin * s.channels() + c] = mask[bin] == 0 ? sum / (count + SMALL) : x[bin * s.channels() + c];
                }
            }
        }
        return out;
    }

    /** In float, in the kernel's order; rungs must equal it to the bit. */
    public static float[] plain(RoiMeanFillKernel.Shape s, float[] x, byte[] mask) {
        final float[] out = x.clone();
        for (int n = 0; n < s.boxes(); n++) {
            for (int c = 0; c < s.channels(); c++) {
                float sum = 0;
                int count = 0;
                for (int bin = n * BINS; bin < (n + 1) * BINS; bin++) {
                    if (mask[bin] != 0) {
                        sum += x[bin * s.channels() + c];
                        count++;
                    }
                }
                final float mean = sum / (count + (float) SMALL);
                for (int bin = n * BINS; bin < (n + 1) * BINS; bin++) {
                    if (mask[bin] == 0) {
                        out[bin * s.channels() + c] = mean;
                    }
                }
            }
        }
        return out;
    }

    /** As {@link #plain}, rounded at the end; what masked bins hold does not matter. */
    public static float[] rounded(RoiMeanFill16Kernel kernel, RoiMeanFill16Kernel.Shape s, float[] x, byte[] mask) {
        final float[] out = plain(new RoiMeanFillKernel.Shape(s.boxes(), s.channels()), x, mask);
        return kernel.precision().round(out);
    }
}
