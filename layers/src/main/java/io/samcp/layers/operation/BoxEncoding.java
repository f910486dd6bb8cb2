package io.samcp.layers.operation;

import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;

/**
 * Sine encoding of normalised boxes (SPEC 8): blocks cy, cx, w, h, sine and cosine interleaved. Operands: boxes {@code [r, 4]}, periods
 * {@code [features]}. Result {@code [r, 4 * features]}.
 *
 * @param features channels per coordinate
 */
public record BoxEncoding(int features) implements Operation {

    private static final int COORDINATES = 4;

    /** {@code temperature^(2 * floor(k / 2) / features)} for k = 0 .. features-1, rounded once. */
    public static HostTensor periods(int features, double temperature) {
        final float[] periods = new float[features];
        for (int k = 0; k < features; k++) {
            periods[k] = (float) Math.pow(temperature, (float) (2 * (k / 2)) / features);
        }
        return HostTensor.ofFloats(TensorShape.of(features), periods);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(inputs.getFirst().shape().dim(0), COORDINATES * features));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new BoxEncodingKernel(BoxEncodingKernel.BEST), new BoxEncodingKernel.Shape(to.input(0).dim(0), features),
                to.input(0).buffer(), to.input(1).buffer(), to.output(0).buffer());
    }
}
