package io.samcp.kernels.feedforward;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;
import java.util.Optional;

/**
 * What follows attention in a layer, up to the operands of the next attention: projection and norm, feed-forward and norm, and two products
 * behind, each switched on or off; in place of attention the encoding of boxes. Eight blocks of a cluster keep 32 rows from the first to the last, so a device of {@code sm_90} is needed;
 * formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 * @param precision what a, weights, hidden layer and the 16-bit results are: BF16 or FP16
 */
public record ClusterChainKernel(Version version, Precision precision) implements Kernel<ClusterChainKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_CLUSTER
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_CLUSTER;

    /** Blocks of a cluster: the most that every device with clusters takes. */
    static final int BLOCKS = 8;

    /** Rows of a cluster. */
    static final int ROWS = 32;

    private static final int MAX_COLUMNS = 256;
    private static final int MAX_DEPTH = 512;
    private static final int MAX_PROJECTED = 1024;
    private static final int MAX_HIDDEN = 2048;
    private static final int MAX_BEHIND = 512;

    /** 32-bit indices go up to one cluster beyond the last row. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - ROWS * MAX_DEPTH;

    private static final int THREADS = 256;
    private static final int SHARED_BYTES = 198_656;
    private static final int REGISTERS = 128;
    private static final int FLOPS_OF_NORM = 9;

    private static final int PROJECT = 1;
    private static final int RESIDUAL_0 = 2;
    private static final int FEED = 4;
    private static final int RESIDUAL_1 = 8;
    private static final int NORM_1 = 16;
    /** Flags of results stand at other bits than in the other kernels of the family. */
    private static final int RESULTS_SHIFT = 4;
    private static final int P = 512;
    private static final int V = 1024;
    private static final int COUNTED = 2048;
    private static final int ENCODES = 4096;
    private static final int CORNERS = 8192;

    /** Of a channel of an encoding, about. */
    private static final int FLOPS_OF_ENCODING = 30;

    /** Channels of an encoding are sines and cosines of four coordinates. */
    private static final int COORDINATES = 4;

    public ClusterChainKernel {
        Results.requireSixteenBits(precision);
    }

    /**
     * Boxes in the place of a, which is their encoding then, as {@link io.samcp.kernels.boxencoding.PairEncodingKernel} makes it.
     *
     * @param corners whether boxes are (x1, y1, x2, y2) in pixels; else (cx, cy, w, h) as parts of the image
     * @param width of the network image; only read if boxes are corners
     * @param height of the network image
     */
    public record Boxes(boolean corners, float width, float height) {}

    /**
     * The first part: {@code norm(w0 a + b0 + residual)}.
     *
     * @param residual whether a residual is added
     * @param eps added to the variance
     */
    public record Projection(boolean residual, float eps) {
        public Projection {
            requireEps(eps);
        }
    }

    /**
     * The second part: {@code [norm](w2 relu(w1 x + b1) + b2 + residual)}.
     *
     * @param hidden hidden units
     * @param residual whether a residual is added: the rows of the projection if there is one
     * @param norm whether a layer norm follows
     * @param eps added to the variance
     */
    public record FeedForward(int hidden, boolean residual, boolean norm, float eps) {
        public FeedForward {
            requireEps(eps);
            requireUnits("hidden", hidden, MAX_HIDDEN);
        }
    }

    /**
     * Sizes and options.
     *
     * @param m rows
     * @param n columns of the rows
     * @param k columns of a
     * @param boxes what a is made of, if it is an encoding
     * @param projection the first part, if there is one
     * @param feed the second part, if there is one; one of the two there must be
     * @param results which rows are written, perhaps none
     * @param p columns of the product of rows plus position, or 0: there is none
     * @param v columns of the product of rows, or 0: there is none
     * @param counted whether a count in memory says how many rows are alive; results of 32 rows that all lie behind them are 0
     */
    public record Shape(int m, int n, int k, Optional<Boxes> boxes, Optional<Projection> projection, Optional<FeedForward> feed,
            Results results, int p, int v,
            boolean counted) {
        public Shape {
            requireUnits("n", n, MAX_COLUMNS);
            requireUnits("k", k, projection.isPresent() && boxes.isEmpty() ? MAX_PROJECTED : MAX_DEPTH);
            if (p != 0) {
                requireUnits("p", p, MAX_BEHIND);
            }
            if (v != 0) {
                requireUnits("v", v, MAX_BEHIND);
            }
            if (m < 1 || (long) m * Math.max(Math.max(n, k), Math.max(p, v)) > MAX_ELEMENTS) {
                throw new IllegalArgumentException("a chain needs m >= 1 and matrices of at most " + MAX_ELEMENTS + " elements: m=" + m
                        + ", n=" + n + ", k=" + k + ", p=" + p + ", v=" + v);
            }
            if (projection.isEmpty() && feed.isEmpty()) {
                throw new IllegalArgumentException("a chain has a projection or a feed-forward: neither asked for");
            }
            if (results.none() && p == 0 && v == 0) {
                throw new IllegalArgumentException("a chain writes rows or products behind: none asked for");
            }
        }

        /** Of rows that are there already. */
        public Shape(int m, int n, int k, Optional<Projection> projection, Optional<FeedForward> feed, Results results, int p, int v,
                boolean counted) {
            this(m, n, k, Optional.empty(), projection, feed, results, p, v, counted);
        }

        /** Clusters. */
        public int tiles() {
            return Math.ceilDiv(m, ROWS);
        }

        /** Hidden units of a block: the bits of a result depend on them. */
        public int slice() {
            return feed.map(f -> Math.ceilDiv(f.hidden(), BLOCKS * 8) * 8).orElse(0);
        }

        /** Whether a position is read. */
        public boolean position() {
            return results.position() || p > 0;
        }

        private int hidden() {
            return feed.map(FeedForward::hidden).orElse(0);
        }

        private boolean residual0() {
            return projection.map(Projection::residual).orElse(false);
        }

        private boolean residual1() {
            return feed.map(FeedForward::residual).orElse(false);
        }

        private boolean norm1() {
            return feed.map(FeedForward::norm).orElse(false);
        }

        private int flags() {
            return (projection.isPresent() ? PROJECT : 0) | (residual0() ? RESIDUAL_0 : 0) | (feed.isPresent() ? FEED : 0)
                    | (residual1() ? RESIDUAL_1 : 0) | (norm1() ? NORM_1 : 0) | results.flags() << RESULTS_SHIFT | (p > 0 ? P : 0)
                    | (v > 0 ? V : 0) | (counted ? COUNTED : 0) | (boxes.isPresent() ? ENCODES : 0)
                    | (boxes.map(Boxes::corners).orElse(false) ? CORNERS : 0);
        }
    }

    private static void requireEps(float eps) {
        if (!(eps >= 0)) {
            throw new IllegalArgumentException("eps must not be negative: " + eps);
        }
    }

    private static void requireUnits(String what, int columns, int most) {
        if (columns < 8 || columns % 8 != 0 || columns > most) {
            throw new IllegalArgumentException(what + " must be a multiple of 8 up to " + most + ": " + columns);
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_CLUSTER -> "chain_" + precision.ptx() + "_v1_cluster";
        };
    }

    @Override
    public String family() {
        return "feedforward";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"), KernelParameter.in("period"), KernelParameter.in("w0"), KernelParameter.in("b0"),
                KernelParameter.in("residual0"),
                KernelParameter.in("gamma0"), KernelParameter.in("beta0"), KernelParameter.in("w1"), KernelParameter.in("b1"),
                KernelParameter.in("w2"), KernelParameter.in("b2"), KernelParameter.in("residual1"), KernelParameter.in("gamma1"),
                KernelParameter.in("beta1"), KernelParameter.in("position"), KernelParameter.out("y"), KernelParameter.out("y16"),
                KernelParameter.out("yp"), KernelParameter.out("yp16"), KernelParameter.in("wp"), KernelParameter.in("bp"),
                KernelParameter.out("p"), KernelParameter.in("wv"), KernelParameter.in("bv"), KernelParameter.out("v"),
                KernelParameter.in("alive"), KernelParameter.s32("m"), KernelParameter.s32("n"), KernelParameter.s32("k"),
                KernelParameter.s32("f"), KernelParameter.s32("np"), KernelParameter.s32("nv"), KernelParameter.s32("flags"),
                KernelParameter.f32("eps0"), KernelParameter.f32("eps1"), KernelParameter.f32("width"), KernelParameter.f32("height"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()), ScalarValue.of(s.hidden()),
                ScalarValue.of(s.p()), ScalarValue.of(s.v()), ScalarValue.of(s.flags()),
                ScalarValue.of(s.projection().map(Projection::eps).orElse(0.0f)),
                ScalarValue.of(s.feed().map(FeedForward::eps).orElse(0.0f)),
                ScalarValue.of(s.boxes().map(Boxes::width).orElse(0.0f)), ScalarValue.of(s.boxes().map(Boxes::height).orElse(0.0f)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long rows = (long) s.m() * s.n();
        final long row = (long) Float.BYTES * s.n();
        final boolean projects = s.projection().isPresent();
        final boolean feeds = s.feed().isPresent();
        final int depth = projects ? s.n() : s.k();
        return List.of(s.boxes().isPresent() ? (long) COORDINATES * Float.BYTES * s.m() : half((long) s.m() * s.k()),
                s.boxes().isPresent() ? (long) Float.BYTES * s.k() / COORDINATES : 0, projects ? half((long) s.n() * s.k()) : 0,
                projects ? row : 0,
                s.residual0() ? Float.BYTES * rows : 0, projects ? row : 0, projects ? row : 0,
                half((long) s.hidden() * depth), (long) Float.BYTES * s.hidden(), half((long) s.n() * s.hidden()), feeds ? row : 0,
                s.residual1() && !projects ? Float.BYTES * rows : 0, s.norm1() ? row : 0, s.norm1() ? row : 0,
                s.position() ? Float.BYTES * rows : 0, s.results().yBytes(rows), s.results().y16Bytes(rows), s.results().ypBytes(rows),
                s.results().yp16Bytes(rows), half((long) s.p() * s.n()), (long) Float.BYTES * s.p(), half((long) s.m() * s.p()),
                half((long) s.v() * s.n()), (long) Float.BYTES * s.v(), half((long) s.m() * s.v()),
                s.counted() ? (long) Integer.BYTES : 0L);
    }

    private static long half(long elements) {
        return Short.BYTES * elements;
    }

    @Override
    public LaunchGeometry geometry(Shape shape) {
        return LaunchGeometry.of(BLOCKS * shape.tiles(), THREADS).withDynamicShared(SHARED_BYTES);
    }

    /** With all rows: how many are alive is not known before the launch. */
    @Override
    public Cost cost(Shape s) {
        final long rows = (long) s.m() * s.n();
        final int depth = s.projection().isPresent() ? s.n() : s.k();
        final long projection = s.projection().isPresent() ? rows * (2L * s.k() + FLOPS_OF_NORM) : 0;
        final long feed = 2L * s.m() * s.hidden() * (depth + s.n()) + (s.norm1() ? FLOPS_OF_NORM * rows : 0);
        // of the periods only those of even channels are read
        final long unread = s.boxes().isPresent() ? (long) Float.BYTES * s.k() / COORDINATES / 2 : 0;
        final long encoding = s.boxes().isPresent() ? (long) FLOPS_OF_ENCODING * s.m() * s.k() : 0;
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum() - unread,
                encoding + projection + feed + 2L * rows * (s.p() + s.v()));
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(REGISTERS, 0);
    }
}
