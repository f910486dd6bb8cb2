package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Masked bins get the mean of the others, and all are rounded to 16 bits, as the left operand of the product that follows; formula and layout
 * stand at the head of the PTX file.
 *
 * @param version the rung
 * @param precision of the results: BF16 or FP16
 */
public record RoiMeanFill16Kernel(Version version, Precision precision) implements Kernel<RoiMeanFill16Kernel.Shape> {

    /** The ladder; it goes on where that of {@link RoiMeanFillKernel} stands. */
    public enum Version {
        V2_OPERAND
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_OPERAND;

    private static final int THREADS = 128;
    private static final int BINS = 49;
    private static final int ALIGNED = 8;

    public RoiMeanFill16Kernel {
        if (!precision.isHalf()) {
            throw new IllegalArgumentException("roimeanfill has results of 16 bits in BF16 and FP16: precision=" + precision);
        }
    }

    /**
     * Sizes and options.
     *
     * @param boxes N
     * @param channels C, a multiple of 8
     */
    public record Shape(int boxes, int channels) {
        public Shape {
            if (boxes < 1 || channels < 1 || channels % ALIGNED != 0) {
                throw new IllegalArgumentException("roimeanfill to 16 bits needs boxes and channels, these in multiples of " + ALIGNED
                        + ": boxes=" + boxes + ", channels=" + channels);
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V2_OPERAND -> "roimeanfill_" + precision.ptx() + "_v2_operand";
        };
    }

    @Override
    public String family() {
        return "roialign";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.in("mask"), KernelParameter.out("out"), KernelParameter.s32("channels"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.channels()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long values = (long) BINS * s.boxes() * s.channels();
        return List.of(Float.BYTES * values, (long) BINS * s.boxes(), Short.BYTES * values);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.boxes(), Math.ceilDiv(s.channels(), 2 * THREADS), THREADS); // a thread per pair of channels
    }

    /** With half of the cells masked: those are not read. */
    @Override
    public Cost cost(Shape s) {
        final long values = (long) BINS * s.boxes() * s.channels();
        return new Cost(Float.BYTES * values / 2 + (long) BINS * s.boxes() + Short.BYTES * values, values / 2);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
