package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.boxencoding.PairEncodingKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;

/**
 * {@link BoxEncoding} stored in 16 bits, and {@link BoxNormalise} before it if boxes are corners. Operands: boxes {@code [r, 4]}, periods.
 *
 * @param precision BF16 or FP16
 * @param features channels per coordinate
 * @param corners whether boxes are (x1, y1, x2, y2) in network pixels
 */
public record PackedBoxEncoding(Precision precision, int features, boolean corners) implements Operation {

    private static final int COORDINATES = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List
                .of(new TensorType(Packing.element(precision), TensorShape.of(inputs.getFirst().shape().dim(0), COORDINATES * features)));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new PairEncodingKernel(PairEncodingKernel.BEST),
                new PairEncodingKernel.Shape(to.input(0).dim(0), features, to.dims().get(Symbols.OWN_WIDTH),
                        to.dims().get(Symbols.OWN_HEIGHT), corners, false, precision),
                to.input(0).buffer(), to.input(1).buffer(), to.unused(), to.output(0).buffer());
    }
}
