package io.samcp.kernels.layernorm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.feedforward.Results;
import java.util.List;

/**
 * Row-wise layer normalisation whose results are stored in f32, 16 bits or both; formula and layout stand at the head of the PTX file. The ladder
 * goes on from that of {@link LayerNormKernel}.
 *
 * @param version the rung
 */
public record PackedNormKernel(Version version) implements Kernel<PackedNormKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V2_PACKED
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_PACKED;

    private static final int WARPS = 4;

    /** A lane's 32-bit index goes one warp beyond the last value. */
    private static final int MAX_VALUES = Integer.MAX_VALUE - 32;

    private static final int RESIDUAL = 1;
    private static final int Y = 2;
    private static final int Y16 = 4;
    private static final int YP = 8;
    private static final int YP16 = 16;
    private static final int FP16 = 32;

    /**
     * Sizes and options.
     *
     * @param rows rows
     * @param columns values per row
     * @param residual whether a residual is added first
     * @param results what is written
     * @param half BF16 or FP16, of the results in 16 bits
     * @param eps added to the variance
     */
    public record Shape(int rows, int columns, boolean residual, Results results, Precision half, float eps) {
        public Shape {
            if (rows < 1 || columns < 1 || (long) rows * columns > MAX_VALUES || !(eps >= 0)) {
                throw new IllegalArgumentException("layernorm needs rows, columns >= 1, at most " + MAX_VALUES
                        + " values and eps >= 0: rows=" + rows + ", columns=" + columns + ", eps=" + eps);
            }
            if (results.none() || !half.isHalf()) {
                throw new IllegalArgumentException(
                        "layernorm writes at least one result, in f32, BF16 or FP16: results=" + results + ", half=" + half);
            }
        }

        private long values() {
            return (long) rows * columns;
        }
    }

    @Override
    public String name() {
        return "layernorm_f32_v2_packed";
    }

    @Override
    public String family() {
        return "layernorm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.in("residual"),
                KernelParameter.in("gamma"),
                KernelParameter.in("beta"),
                KernelParameter.in("pos"),
                KernelParameter.out("y"),
                KernelParameter.out("y16"),
                KernelParameter.out("yp"),
                KernelParameter.out("yp16"),
                KernelParameter.s32("rows"),
                KernelParameter.s32("columns"),
                KernelParameter.s32("flags"),
                KernelParameter.f32("eps"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final Results r = s.results();
        final int flags = (s.residual() ? RESIDUAL : 0) | (r.y() ? Y : 0) | (r.y16() ? Y16 : 0) | (r.yp() ? YP : 0) | (r.yp16() ? YP16 : 0)
                | (s.half() == Precision.FP16 ? FP16 : 0);
        return List.of(ScalarValue.of(s.rows()), ScalarValue.of(s.columns()), ScalarValue.of(flags), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final Results r = s.results();
        final long single = Float.BYTES * s.values();
        final long half = Short.BYTES * s.values();
        return List.of(single, s.residual() ? single : 0L, (long) Float.BYTES * s.columns(), (long) Float.BYTES * s.columns(),
                r.position() ? single : 0L, r.y() ? single : 0L, r.y16() ? half : 0L, r.yp() ? single : 0L, r.yp16() ? half : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.rows(), WARPS), WARPS * 32);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 9L * s.values());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
