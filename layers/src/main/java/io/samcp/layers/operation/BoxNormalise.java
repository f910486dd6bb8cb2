package io.samcp.layers.operation;

import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/** Boxes (x1, y1, x2, y2) in network pixels to (cx, cy, w, h) divided by the size of the network image, padding
 * of a batch not counted (SPEC 8). Operand: {@code [r, 4]}. */
public record BoxNormalise() implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return inputs;
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new BoxNormaliseKernel(BoxNormaliseKernel.BEST),
                new BoxNormaliseKernel.Shape(to.input(0).dim(0), to.dims().get(Symbols.OWN_WIDTH), to.dims().get(Symbols.OWN_HEIGHT)),
                to.input(0).buffer(), to.output(0).buffer());
    }
}
