package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Multi-level RoIAlign with a patch mask whose results are rounded to 16 bits, as the left operand of the product that follows: {@code [N, 49*C]},
 * bins first. Maps are f32. Formula and layout stand at the head of the PTX file. Masked bins are zero; where they are to get the mean of the
 * others, {@link MaskRoiAlignKernel} in f32 and {@link RoiMeanFill16Kernel} take its place.
 *
 * @param version the rung
 * @param precision of the results: BF16 or FP16
 */
public record MaskRoiAlign16Kernel(Version version, Precision precision) implements Kernel<MaskRoiAlign16Kernel.Shape> {

    /** The ladder; it goes on where that of {@link MaskRoiAlignKernel} stands. */
    public enum Version {
        V3_OPERAND,
        V4_SEPARABLE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V4_SEPARABLE;

    private static final int SIDE = 7;
    private static final int WARP = 32;
    private static final int CHANNELS = 128;
    private static final int ALIGNED = 8;
    private static final MaskRoiAlignKernel IN_F32 = new MaskRoiAlignKernel(MaskRoiAlignKernel.BEST);

    public MaskRoiAlign16Kernel {
        if (!precision.isHalf()) {
            throw new IllegalArgumentException("maskroialign has results of 16 bits in BF16 and FP16: precision=" + precision);
        }
    }

    /**
     * Sizes and options.
     *
     * @param roi as in f32; rows of the result must be 16-byte aligned, so C is a multiple of 8
     */
    public record Shape(MaskRoiAlignKernel.Shape roi) {
        public Shape {
            if (roi.channels() % ALIGNED != 0) {
                throw new IllegalArgumentException(
                        "maskroialign to 16 bits needs channels in multiples of " + ALIGNED + ": channels=" + roi.channels());
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V3_OPERAND -> "maskroialign_" + precision.ptx() + "_v3_operand";
            case V4_SEPARABLE -> "maskroialign_" + precision.ptx() + "_v4_separable";
        };
    }

    @Override
    public String family() {
        return "roialign";
    }

    @Override
    public List<KernelParameter> parameters() {
        return IN_F32.parameters();
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return IN_F32.scalars(s.roi());
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final List<Long> inputs = IN_F32.bufferBytes(s.roi());
        return Stream.concat(inputs.stream().limit(inputs.size() - 1L), Stream.of(inputs.getLast() / 2))
                .toList();
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(SIDE * s.roi().boxes(), Math.ceilDiv(s.roi().channels(), CHANNELS), SIDE * WARP); // a warp per bin
    }

    @Override
    public Cost cost(Shape s) {
        return RoiCost.expected(s.roi(), Short.BYTES);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(version == Version.V4_SEPARABLE ? 72 : 64, 0);
    }
}
