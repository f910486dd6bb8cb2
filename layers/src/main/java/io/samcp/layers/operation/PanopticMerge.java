package io.samcp.layers.operation;

import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticOwnerKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.kernels.merging.PanopticSettleKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Panoptic and semantic map (SPEC 15.2.4 to 15.2.6). Operands: query and label {@code [max]}, best first, count {@code [1]}, words of
 * selected patches {@code [Q, ceil(N / 32)]}, bit-planes, request record. Results: accepted segments {@code [max, 5]} (query, label,
 * instance id, owned area, mask area), their count {@code [1]}, panoptic and semantic map of the original image's pixels.
 *
 * @param things T, labels below it are things
 * @param classes C, the void value
 * @param max how many queries compete at most
 * @param overlap share of its mask that a segment must own
 * @param strict whether pixels in no mask stay void ({@code filter_low_score})
 */
public record PanopticMerge(int things, int classes, int max, double overlap, boolean strict) implements Operation {

    /** Number of results. */
    public static final int RESULTS = 4;

    private static final int SEGMENT_FIELDS = 5;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final int pixels = dims.get(Symbols.MAP_PIXELS);
        return List.of(TensorType.s32(max, SEGMENT_FIELDS), TensorType.s32(1), TensorType.s32(pixels), TensorType.s32(pixels));
    }

    /**
     * Areas owned and full, numbers of the owners. Where those do not fit: words of patches, full areas, masks, owned areas, values to paint.
     */
    @Override
    public List<TensorType> scratch(List<TensorType> inputs, Dimensions dims) {
        final int planeWords = dims.get(Symbols.PLANE_WORDS);
        if (PanopticClaimKernel.takes(dims.get(Symbols.PATCHES), max)) {
            return List.of(TensorType.s32(2, max), TensorType.s32(planeWords, PanopticClaimKernel.PLANES));
        }
        return List.of(TensorType.s32(max, inputs.get(3).shape().dim(1)), TensorType.s32(max), TensorType.s32(max, planeWords),
                TensorType.s32(max), TensorType.s32(max));
    }

    @Override
    public void lower(Lowering to) {
        if (PanopticClaimKernel.takes(to.dims().get(Symbols.PATCHES), max)) {
            withoutMasks(to);
        } else {
            throughMasks(to);
        }
    }

    /** Two launches: who owns what, then decisions and maps. */
    private void withoutMasks(Lowering to) {
        final DeviceBuffer owned = to.scratch(0).rowsFrom(0, 1);
        final DeviceBuffer full = to.scratch(0).rowsFrom(1, 1);
        final int planeWords = to.scratch(1).dim(0);
        to.zero(to.scratch(0).buffer());
        to.kernel(new PanopticClaimKernel(PanopticClaimKernel.BEST),
                new PanopticClaimKernel.Shape(to.input(3).dim(0), to.dims().get(Symbols.PATCHES), to.input(4).dim(0), planeWords, max),
                to.input(0).buffer(), to.input(2).buffer(), to.input(3).buffer(), to.input(4).buffer(), to.input(5).buffer(), owned, full,
                to.scratch(1).buffer());
        to.kernel(new PanopticSettleKernel(PanopticSettleKernel.BEST),
                new PanopticSettleKernel.Shape(planeWords, to.output(2).dim(0), max, things, classes, overlap, strict),
                to.input(0).buffer(),
                to.input(1).buffer(), to.input(2).buffer(), owned, full, to.scratch(1).buffer(), to.input(5).buffer(),
                to.output(0).buffer(), to.output(1).buffer(), to.output(2).buffer(), to.output(3).buffer());
    }

    /** For more results than a byte numbers: four launches, with the masks of the results between them. */
    private void throughMasks(Lowering to) {
        final int maskWords = to.scratch(2).dim(1);
        final MaskMergeKernel.Shape merge = new MaskMergeKernel.Shape(to.input(3).dim(0), to.dims().get(Symbols.PATCHES),
                to.input(4).dim(0), maskWords, max, 0);
        to.zero(to.scratch(1).buffer());
        to.kernel(MaskMergeKernel.of(merge), merge, to.input(0).buffer(), to.input(2).buffer(), to.input(3).buffer(), to.input(4).buffer(),
                to.input(5).buffer(),
                to.scratch(0).buffer(), to.scratch(1).buffer(), to.scratch(2).buffer());
        to.zero(to.scratch(3).buffer());
        to.kernel(new PanopticOwnerKernel(PanopticOwnerKernel.BEST), new PanopticOwnerKernel.Shape(maskWords, max),
                to.scratch(2).buffer(), to.input(2).buffer(), to.input(5).buffer(), to.scratch(3).buffer());
        to.kernel(new PanopticAcceptKernel(PanopticAcceptKernel.BEST), new PanopticAcceptKernel.Shape(max, things, overlap),
                to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.scratch(3).buffer(), to.scratch(1).buffer(),
                to.scratch(4).buffer(), to.output(0).buffer(), to.output(1).buffer());
        to.kernel(new PanopticPaintKernel(PanopticPaintKernel.BEST),
                new PanopticPaintKernel.Shape(maskWords, to.output(2).dim(0), max, classes, strict), to.scratch(2).buffer(),
                to.input(2).buffer(), to.scratch(4).buffer(), to.input(5).buffer(), to.output(2).buffer(), to.output(3).buffer());
    }
}
