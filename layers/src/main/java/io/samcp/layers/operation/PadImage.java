package io.samcp.layers.operation;

import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/** Zeros to the right of an image and below it, up to the size of a batch (SPEC 1.2). Operand: {@code [h, w, c]}. Result {@code [H, W, c]}. */
public record PadImage() implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(dims.get(Symbols.HEIGHT), dims.get(Symbols.WIDTH), inputs.getFirst().shape().dim(2)));
    }

    @Override
    public void lower(Lowering to) {
        final Operand image = to.input(0);
        final Operand padded = to.output(0);
        final long row = (long) Float.BYTES * image.dim(1) * image.dim(2);
        final long paddedRow = (long) Float.BYTES * padded.dim(1) * padded.dim(2);
        to.zero(padded.buffer());
        for (int y = 0; y < image.dim(0); y++) {
            to.copy(image.buffer().slice(y * row, row, "row"), padded.buffer().slice(y * paddedRow, row, "row"));
        }
    }
}
