package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;

/** Layouts of convolution weights. */
public final class ConvolutionLayout {

    private ConvolutionLayout() {}

    /** {@code [out, in, kernel, kernel]}, as PyTorch keeps it, to {@code [out, kernel, kernel, in]}. */
    public static HostTensor channelsLast(HostTensor weight) {
        final int out = weight.shape().dim(0);
        final int in = weight.shape().dim(1);
        final int cells = weight.shape().dim(2) * weight.shape().dim(3);
        final float[] from = weight.toFloats();
        final float[] to = new float[from.length];
        for (int o = 0; o < out; o++) {
            final int base = o * in * cells;
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < cells; k++) {
                    to[base + k * in + i] = from[base + i * cells + k];
                }
            }
        }
        return HostTensor.ofFloats(TensorShape.of(out, weight.shape().dim(2), weight.shape().dim(3), in), to);
    }
}
