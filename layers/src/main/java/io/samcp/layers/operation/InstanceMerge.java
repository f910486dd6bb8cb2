package io.samcp.layers.operation;

import io.samcp.kernels.merging.InstanceBoxKernel;
import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Patches, boxes and masks of instances (SPEC 15.1.2). Operands: query {@code [max]}, count {@code [1]}, words of selected patches
 * {@code [Q, ceil(N / 32)]}, bit-planes, boxes {@code [N, 4]}, request record. Results: words {@code [max, ceil(N / 32)]}, boxes
 * {@code [max, 4]} in original pixels, areas {@code [max]}, masks {@code [max, plane words]}, packed.
 *
 * @param semantic S, row of instance query 0
 * @param max how many instances there are at most
 */
public record InstanceMerge(int semantic, int max) implements Operation {

    /** Number of results. */
    public static final int RESULTS = 4;

    private static final int BOX = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.s32(max, inputs.get(2).shape().dim(1)), TensorType.f32(max, BOX), TensorType.s32(max),
                TensorType.s32(max, dims.get(Symbols.PLANE_WORDS)));
    }

    @Override
    public void lower(Lowering to) {
        final int patches = to.input(4).dim(0);
        final MaskMergeKernel.Shape merge = new MaskMergeKernel.Shape(to.input(2).dim(0), patches, to.input(3).dim(0), to.output(3).dim(1),
                max, semantic);
        to.zero(to.output(2).buffer());
        to.kernel(MaskMergeKernel.of(merge), merge, to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.input(3).buffer(),
                to.input(5).buffer(),
                to.output(0).buffer(), to.output(2).buffer(), to.output(3).buffer());
        to.kernel(new InstanceBoxKernel(InstanceBoxKernel.BEST), new InstanceBoxKernel.Shape(patches, max), to.output(0).buffer(),
                to.input(1).buffer(), to.input(4).buffer(), to.input(5).buffer(), to.output(1).buffer());
    }
}
