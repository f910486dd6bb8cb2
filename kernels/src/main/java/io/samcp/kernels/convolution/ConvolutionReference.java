package io.samcp.kernels.convolution;

/** What the rungs of {@link ConvolutionKernel} must compute, in plain loops; for tests and benchmarks. */
public final class ConvolutionReference {

    private ConvolutionReference() {}

    /**
     * In double, rounded never.
     *
     * @param bias may be null
     * @param residual may be null
     */
    public static double[] exact(ConvolutionKernel.Shape s, float[] x, float[] w, float[] bias, float[] residual) {
        final double[] y = new double[s.outPixels() * s.outChannels()];
        for (int at = 0; at < y.length; at++) {
            final int o = at % s.outChannels();
            final int top = at / s.outChannels() / s.outWidth() * s.stride() - s.pad();
            final int left = at / s.outChannels() % s.outWidth() * s.stride() - s.pad();
            double sum = (s.bias() ? bias[o] : 0) + (s.residual() ? residual[at] : 0);
            for (int ky = Math.max(0, -top); ky < Math.min(s.kernel(), s.height() - top); ky++) {
                for (int kx = Math.max(0, -left); kx < Math.min(s.kernel(), s.width() - left); kx++) {
                    for (int c = 0; c < s.inChannels(); c++) {
                        sum += (double) x[((top + ky) * s.width() + left + kx) * s.inChannels() + c]
                                * w[((o * s.kernel() + ky) * s.kernel() + kx) * s.inChannels() + c];
                    }
                }
            }
            y[at] = s.relu() ? Math.max(0, sum) : sum;
        }
        return y;
    }

    /**
     * In float, in the kernel's order; rungs must equal it to the bit.
     *
     * @param bias may be null
     * @param residual may be null
     */
    public static float[] plain(ConvolutionKernel.Shape s, float[] x, float[] w, float[] bias, float[] residual) {
        final float[] y = new float[s.outPixels() * s.outChannels()];
        for (int p = 0; p < s.outHeight(); p++) {
            for (int q = 0; q < s.outWidth(); q++) {
                for (int o = 0; o < s.outChannels(); o++) {
                    final int at = (p * s.outWidth() + q) * s.outChannels() + o;
                    float sum = window(s, x, w, p, q, o);
                    if (s.bias()) {
                        sum += bias[o];
                    }
                    if (s.residual()) {
                        sum += residual[at];
                    }
                    y[at] = s.relu() ? Math.max(sum, 0.0f) : sum;
                }
            }
        }
        return y;
    }

    private static float window(ConvolutionKernel.Shape s, float[] x, float[] w, int p, int q, int o) {
        float sum = 0;
        for (int ky = 0; ky < s.kernel(); ky++) {
            for (int kx = 0; kx < s.kernel(); kx++) {
                final int iy = p * s.stride() - s.pad() + ky;
                final int ix = q * s.stride() - s.pad() + kx;
                if (iy < 0 || iy >= s.height() || ix < 0 || ix >= s.width()) {
                    continue;
                }
                for (int c = 0; c < s.inChannels(); c++) {
                    sum = Math.fma(x[(iy * s.width() + ix) * s.inChannels() + c],
                            w[((o * s.kernel() + ky) * s.kernel() + kx) * s.inChannels() + c], sum);
                }
            }
        }
        return sum;
    }
}
