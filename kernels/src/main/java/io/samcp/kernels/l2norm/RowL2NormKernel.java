package io.samcp.kernels.l2norm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Rows divided by their Euclidean length, then by a constant; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record RowL2NormKernel(Version version) implements Kernel<RowL2NormKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_WARP_PER_ROW
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_WARP_PER_ROW;

    private static final int WARPS = 4;

    /** A lane's 32-bit index goes one warp beyond the last value. */
    private static final int MAX_VALUES = Integer.MAX_VALUE - 32;

    /**
     * Sizes and options.
     *
     * @param rows rows
     * @param columns values per row
     * @param divisor what unit rows are divided by, not 0
     */
    public record Shape(int rows, int columns, float divisor) {
        public Shape {
            if (rows < 1 || columns < 1 || (long) rows * columns > MAX_VALUES || !(Math.abs(divisor) > 0)) {
                throw new IllegalArgumentException(
                        "l2norm needs rows, columns >= 1, at most " + MAX_VALUES + " values and a divisor that is not 0: rows=" + rows
                                + ", columns=" + columns + ", divisor=" + divisor);
            }
        }
    }

    @Override
    public String name() {
        return "l2norm_f32_v1_warp_per_row";
    }

    @Override
    public String family() {
        return "l2norm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.out("y"),
                KernelParameter.s32("rows"),
                KernelParameter.s32("columns"),
                KernelParameter.f32("divisor"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.rows()), ScalarValue.of(s.columns()), ScalarValue.of(s.divisor()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.rows() * s.columns(),
                (long) Float.BYTES * s.rows() * s.columns());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.rows(), WARPS), WARPS * 32);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.rows() * s.columns());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
