package io.samcp.kernels.feedforward;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code y = [LN](w2 relu(w1 a + b1) + b2 + residual)} with 16-bit operands; formula and layout stand at the head of the PTX files.
 *
 * @param version the rung
 * @param precision what a, weights, hidden layer and the 16-bit results are: BF16 or FP16
 */
public record FeedForwardKernel(Version version, Precision precision) implements Kernel<FeedForwardKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_SPLIT_HIDDEN
    }

    /** The best rung of one chain; the engine runs {@link FeedForwardGroupKernel}, whose rungs are ahead. */
    public static final Version BEST = Version.V1_SPLIT_HIDDEN;

    static final int ROWS = 16;
    static final int THREADS = 256;
    static final int GROUP = 64;
    static final int MAX_COLUMNS = 256;
    static final int MAX_SLICE = 256;

    /** Shared memory of the padded rungs: lines of 64 elements in the room of 72, of weights, a and four of h; and a count. */
    static final int PADDED_BYTES = (MAX_SLICE + ROWS + 4 * ROWS) * 72 * Short.BYTES + Integer.BYTES;

    /** Bytes that a block leaves for each group of columns. */
    private static final int SHARE_OF_GROUP = ROWS * GROUP * Float.BYTES;

    private static final int MAX_GRID_Y = 65535;

    /** 32-bit indices go up to one block beyond the last row. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - ROWS * MAX_COLUMNS;

    private static final int FLOPS_OF_NORM = 9;
    private static final int RESIDUAL = 1;
    private static final int NORM = 32;
    private static final double NEARLY = 1.1;

    public FeedForwardKernel {
        Results.requireSixteenBits(precision);
    }

    /**
     * Sizes and options. Bits of the results depend on the slice, and on no other choice.
     *
     * @param m rows of a and y
     * @param n rows of w2, columns of y
     * @param k columns of a and w1
     * @param f hidden units: rows of w1, columns of w2
     * @param slice hidden units of a block: 64, 128, 192 or 256
     * @param residual whether a residual is added
     * @param norm whether a layer norm follows
     * @param results what is written
     * @param eps added to the variance
     */
    public record Shape(int m, int n, int k, int f, int slice, boolean residual, boolean norm, Results results, float eps) {
        public Shape {
            results.requireSome();
            if (m < 1 || n < 8 || n > MAX_COLUMNS || n % 8 != 0 || k < 8 || k % 8 != 0 || f < 8 || f % 8 != 0 || (long) m * n > MAX_ELEMENTS
                    || (long) m * k > MAX_ELEMENTS || (long) f * k > MAX_ELEMENTS || (long) n * f > MAX_ELEMENTS || !(eps >= 0)) {
                throw new IllegalArgumentException("feedforward needs m >= 1, n, k and f multiples of 8, n <= " + MAX_COLUMNS
                        + ", matrices of at most " + MAX_ELEMENTS + " elements and eps >= 0: m=" + m + ", n=" + n + ", k=" + k + ", f=" + f
                        + ", eps=" + eps);
            }
            if (slice < GROUP || slice > MAX_SLICE || slice % GROUP != 0 || Math.ceilDiv(f, slice) > MAX_GRID_Y
                    || (long) Math.ceilDiv(m, ROWS) * Math.ceilDiv(f, slice) > MAX_ELEMENTS) {
                throw new IllegalArgumentException("feedforward needs a slice of 64, 128, 192 or 256 units, at most " + MAX_GRID_Y
                        + " slices and " + MAX_ELEMENTS + " blocks: m=" + m + ", f=" + f + ", slice=" + slice);
            }
        }

        /** With the slice that suits the layers, whatever the number of rows. */
        public static Shape of(int m, int n, int k, int f, boolean residual, boolean norm, Results results, float eps) {
            return new Shape(m, n, k, f, sliceFor(n, k, f), residual, norm, results, eps);
        }

        /**
         * The largest slice that moves at most a tenth more than the best: weights of a block, and the shares of all blocks, which the last one
         * reads. Larger slices need fewer blocks.
         */
        static int sliceFor(int n, int k, int f) {
            long least = Long.MAX_VALUE;
            for (int slice = GROUP; slice <= MAX_SLICE; slice += GROUP) {
                least = Math.min(least, bytesOnTheWay(n, k, f, slice));
            }
            int best = MAX_SLICE;
            while (bytesOnTheWay(n, k, f, best) > NEARLY * least) {
                best -= GROUP;
            }
            return best;
        }

        private static long bytesOnTheWay(int n, int k, int f, int slice) {
            final long shares = Math.ceilDiv(f, slice);
            return (long) Short.BYTES * Math.min(slice, f) * (k + n) + (shares > 1 ? shares * ROWS * n * Float.BYTES : 0);
        }

        /** Row tiles. */
        public int tiles() {
            return Math.ceilDiv(m, ROWS);
        }

        /** Blocks that share the hidden units of a row tile. */
        public int shares() {
            return Math.ceilDiv(f, slice);
        }

        int flags() {
            return (residual ? RESIDUAL : 0) | results.flags() | (norm ? NORM : 0);
        }

        /** Bytes of partial sums. */
        public long scratchBytes() {
            return shares() == 1 ? 0 : (long) tiles() * shares() * Math.ceilDiv(n, GROUP) * SHARE_OF_GROUP;
        }

        /** Bytes of counters. */
        public long counterBytes() {
            return shares() == 1 ? 0 : (long) Integer.BYTES * tiles();
        }

        /** Bytes of the buffers, in the order in which one chain's parameters stand. */
        List<Long> bufferBytes() {
            final long values = (long) m * n;
            final long row = (long) Float.BYTES * n;
            return List.of((long) Short.BYTES * m * k, (long) Short.BYTES * f * k, (long) Float.BYTES * f, (long) Short.BYTES * n * f, row,
                    residual ? Float.BYTES * values : 0, norm ? row : 0, norm ? row : 0, results.positionBytes(values),
                    results.yBytes(values), results.y16Bytes(values), results.ypBytes(values), results.yp16Bytes(values), scratchBytes(),
                    counterBytes());
        }

        /** The floor: without the scratch, which the mathematics does not ask for. */
        Cost cost() {
            final long bytes = bufferBytes().stream().mapToLong(Long::longValue).sum() - scratchBytes() - counterBytes();
            return new Cost(bytes, 2L * m * f * (k + n) + (norm ? FLOPS_OF_NORM * (long) m * n : 0));
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_SPLIT_HIDDEN -> "feedforward_" + precision.ptx() + "_v1_split_hidden";
        };
    }

    @Override
    public String family() {
        return "feedforward";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"), KernelParameter.in("w1"), KernelParameter.in("b1"), KernelParameter.in("w2"),
                KernelParameter.in("b2"), KernelParameter.in("residual"), KernelParameter.in("gamma"), KernelParameter.in("beta"),
                KernelParameter.in("position"), KernelParameter.out("y"), KernelParameter.out("y16"), KernelParameter.out("yp"),
                KernelParameter.out("yp16"), KernelParameter.inOut("scratch"), KernelParameter.inOut("counters"), KernelParameter.s32("m"),
                KernelParameter.s32("n"), KernelParameter.s32("k"), KernelParameter.s32("f"), KernelParameter.s32("slice"),
                KernelParameter.s32("flags"), KernelParameter.f32("eps"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()), ScalarValue.of(s.f()),
                ScalarValue.of(s.slice()), ScalarValue.of(s.flags()), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return s.bufferBytes();
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.tiles(), s.shares(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return s.cost();
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V1_SPLIT_HIDDEN -> new ResourceBudget(112, PADDED_BYTES);
        };
    }
}
