package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;

/** Batch norm in eval mode, folded into the convolution before it (SPEC 2). */
public final class BatchNormFolding {

    private static final double EPS = 1e-5;

    private BatchNormFolding() {}

    /**
     * A convolution that includes its batch norm.
     *
     * @param weight {@code [out, kernel, kernel, in]}
     * @param bias {@code [out]}
     */
    public record Folded(HostTensor weight, HostTensor bias) {}

    /**
     * Folds: {@code w' = w * gamma / sqrt(var + eps)}, {@code b' = beta - mean * gamma / sqrt(var + eps)}; factors in double, rounded once.
     *
     * @param convolution name of the convolution, without {@code .weight}
     * @param norm name of the batch norm, without {@code .weight}
     * @throws WeightFormatException if a tensor is missing or a variance is not a number of at least 0
     */
    public static Folded fold(ModelWeights weights, String convolution, String norm) {
        final HostTensor plain = weights.float32(convolution + ".weight");
        final float[] values = plain.toFloats();
        final float[] gamma = weights.float32(norm + ".weight").toFloats();
        final float[] beta = weights.float32(norm + ".bias").toFloats();
        final float[] mean = weights.float32(norm + ".running_mean").toFloats();
        final float[] variance = weights.float32(norm + ".running_var").toFloats();
        final int rowLength = values.length / gamma.length;
        final float[] bias = new float[gamma.length];
        for (int o = 0; o < gamma.length; o++) {
            if (!(variance[o] >= 0)) {
                throw WeightFormatException.of(weights.file().path(), "tensor " + norm + ".running_var[" + o + "]",
                        "a variance of at least 0", String.valueOf(variance[o]));
            }
            final double factor = gamma[o] / Math.sqrt(variance[o] + EPS);
            bias[o] = (float) (beta[o] - mean[o] * factor);
            for (int i = o * rowLength; i < (o + 1) * rowLength; i++) {
                values[i] = (float) (values[i] * factor);
            }
        }
        return new Folded(ConvolutionLayout.channelsLast(HostTensor.ofFloats(plain.shape(), values)),
                HostTensor.ofFloats(weights.float32(norm + ".bias").shape(), bias));
    }
}
