package io.samcp.kernels.layernorm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Row-wise layer normalisation with optional residual before and position after; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record LayerNormKernel(Version version) implements Kernel<LayerNormKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_WARP_PER_ROW
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_WARP_PER_ROW;

    private static final int WARPS = 4;

    /** A lane's 32-bit index goes one warp beyond the last value. */
    private static final int MAX_VALUES = Integer.MAX_VALUE - 32;

    private static final int RESIDUAL = 1;
    private static final int POSITION = 2;

    /**
     * Sizes and options.
     *
     * @param rows rows
     * @param columns values per row
     * @param residual whether a residual is added first
     * @param position whether there is a second result, plus the position
     * @param eps added to the variance
     */
    public record Shape(int rows, int columns, boolean residual, boolean position, float eps) {
        public Shape {
            requireSizes(rows, columns, eps);
        }
    }

    /** What all rungs ask of sizes. */
    static void requireSizes(int rows, int columns, float eps) {
        if (rows < 1 || columns < 1 || (long) rows * columns > MAX_VALUES || !(eps >= 0)) {
            throw new IllegalArgumentException("layernorm needs rows, columns >= 1, at most " + MAX_VALUES
                    + " values and eps >= 0: rows=" + rows + ", columns=" + columns + ", eps=" + eps);
        }
    }

    @Override
    public String name() {
        return "layernorm_f32_v1_warp_per_row";
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
                KernelParameter.out("yp"),
                KernelParameter.s32("rows"),
                KernelParameter.s32("columns"),
                KernelParameter.s32("flags"),
                KernelParameter.f32("eps"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.rows()), ScalarValue.of(s.columns()),
                ScalarValue.of((s.residual() ? RESIDUAL : 0) | (s.position() ? POSITION : 0)), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.rows() * s.columns(),
                s.residual() ? (long) Float.BYTES * s.rows() * s.columns() : 0L,
                (long) Float.BYTES * s.columns(),
                (long) Float.BYTES * s.columns(),
                s.position() ? (long) Float.BYTES * s.rows() * s.columns() : 0L,
                (long) Float.BYTES * s.rows() * s.columns(),
                s.position() ? (long) Float.BYTES * s.rows() * s.columns() : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.rows(), WARPS), WARPS * 32);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 9L * s.rows() * s.columns());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
