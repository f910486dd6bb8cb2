package io.samcp.kernels.gemm;

import io.samcp.kernels.Precision;

/**
 * What the rungs of {@link TensorGemmKernel} must compute, in plain loops; for tests and benchmarks. Operands a and b are floats that are
 * already {@linkplain Precision#round rounded}.
 */
public final class TensorGemmReference {

    private TensorGemmReference() {}

    /**
     * y in double, rounded never.
     *
     * @param bias may be null if the shape has none
     * @param residual may be null if the shape has none
     */
    public static double[] exact(TensorGemmKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual) {
        return GemmReference.exact(new GemmKernel.Shape(s.m(), s.n(), s.k(), s.bias(), s.residual(), s.relu()), a, b, bias, residual);
    }

    /** y in float, in the kernel's order: a chain of fused multiply-adds over ascending k for each part of k, then the parts in their order. */
    public static float[] plain(TensorGemmKernel kernel, TensorGemmKernel.Shape s, float[] a, float[] b, float[] bias,
            float[] residual) {
        final int part = kernel.splitK(s);
        final float[] y = new float[s.m() * s.n()];
        for (int i = 0; i < s.m(); i++) {
            for (int j = 0; j < s.n(); j++) {
                float sum = chain(a, i * s.k(), b, j * s.k(), Math.min(part, s.k()));
                for (int from = part; from < s.k(); from += part) {
                    sum += chain(a, i * s.k() + from, b, j * s.k() + from, Math.min(part, s.k() - from));
                }
                if (s.bias()) {
                    sum += bias[j];
                }
                if (s.residual()) {
                    sum += residual[i * s.n() + j];
                }
                y[i * s.n() + j] = s.relu() ? Math.max(sum, 0.0f) : sum;
            }
        }
        return y;
    }

    private static float chain(float[] a, int atA, float[] b, int atB, int k) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum = Math.fma(a[atA + i], b[atB + i], sum);
        }
        return sum;
    }
}
