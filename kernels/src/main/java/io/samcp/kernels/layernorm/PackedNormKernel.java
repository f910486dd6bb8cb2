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

    private static final int RESIDUAL = 1;
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
            LayerNormKernel.requireSizes(rows, columns, eps);
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
        final int flags = (s.residual() ? RESIDUAL : 0) | s.results().flags() | (s.half() == Precision.FP16 ? FP16 : 0);
        return List.of(ScalarValue.of(s.rows()), ScalarValue.of(s.columns()), ScalarValue.of(flags), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final Results r = s.results();
        final long values = s.values();
        final long row = (long) Float.BYTES * s.columns();
        return List.of(Float.BYTES * values, s.residual() ? Float.BYTES * values : 0, row, row, r.positionBytes(values), r.yBytes(values),
                r.y16Bytes(values), r.ypBytes(values), r.yp16Bytes(values));
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
