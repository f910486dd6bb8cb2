package io.samcp.layers.operation;

import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.RoiMeanFillKernel;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Multi-level RoIAlign with a patch mask (SPEC 4 to 6). Operands: boxes {@code [N, 4]}, mask U8 {@code [N, 49]}, then 1 to 4 levels
 * {@code [h, w, c]}. Result {@code [N, 49, c]}, bins first.
 *
 * @param fill what masked cells get
 * @param samplingRatio samples per bin and axis; 0: adaptive
 * @param scale spatial scale of the first level; each further one is half of it
 * @param finest box side that belongs to the first level
 */
public record MaskRoiAlign(Fill fill, int samplingRatio, float scale, float finest) implements Operation {

    /** What masked cells get. */
    public enum Fill {
        /** The mask is not used. */
        OFF,
        /** Zero. */
        ZERO,
        /** The mean of the cells that are not masked. */
        MEAN
    }

    private static final int BINS = 49;
    private static final int FIRST_LEVEL = 2;
    private static final int MAX_LEVELS = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(inputs.getFirst().shape().dim(0), BINS, inputs.get(FIRST_LEVEL).shape().dim(-1)));
    }

    @Override
    public void lower(Lowering to) {
        launch(to, (shape, buffers) -> to.kernel(new MaskRoiAlignKernel(MaskRoiAlignKernel.BEST), shape, buffers));
        if (fill == Fill.MEAN) {
            to.kernel(new RoiMeanFillKernel(RoiMeanFillKernel.BEST),
                    new RoiMeanFillKernel.Shape(to.input(0).dim(0), to.input(FIRST_LEVEL).dim(-1)), to.output(0).buffer(),
                    to.input(1).buffer());
        }
    }

    /** Gives shape and buffers of the kernel to whoever launches it. */
    void launch(Lowering to, BiConsumer<MaskRoiAlignKernel.Shape, DeviceBuffer[]> kernel) {
        final int levels = to.inputs() - FIRST_LEVEL;
        final Operand[] maps = new Operand[MAX_LEVELS];
        for (int i = 0; i < MAX_LEVELS; i++) {
            maps[i] = to.input(FIRST_LEVEL + Math.min(i, levels - 1));
        }
        final List<MaskRoiAlignKernel.Level> sizes = Arrays.stream(maps).limit(levels)
                .map(m -> new MaskRoiAlignKernel.Level(m.dim(0), m.dim(1))).toList();
        final MaskRoiAlignKernel.Fill kernelFill = switch (fill) {
            case OFF -> MaskRoiAlignKernel.Fill.OFF;
            case ZERO, MEAN -> MaskRoiAlignKernel.Fill.ZERO;
        };
        kernel.accept(new MaskRoiAlignKernel.Shape(to.input(0).dim(0), maps[0].dim(-1), sizes, samplingRatio, kernelFill, scale, finest),
                new DeviceBuffer[]{maps[0].buffer(), maps[1].buffer(), maps[2].buffer(), maps[3].buffer(), to.input(0).buffer(),
                    to.input(1).buffer(), to.output(0).buffer()});
    }
}
