package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.boxencoding.PairEncodingKernel;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.kernels.feedforward.ClusterChainKernel.Boxes;
import io.samcp.kernels.feedforward.ClusterChainKernel.FeedForward;
import io.samcp.kernels.feedforward.ClusterChainKernel.Projection;
import io.samcp.kernels.feedforward.ClusterChainKernel.Shape;
import io.samcp.kernels.feedforward.ClusterChainKernel.Version;
import io.samcp.kernels.feedforward.ClusterChainReference;
import io.samcp.kernels.feedforward.ClusterChainReference.Operands;
import io.samcp.kernels.feedforward.ClusterChainReference.Rows;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands between two attentions, in one launch of clusters: equal to its parts one after the other, to the bit. */
final class ClusterChainKernelTest {

    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};
    private static final int[] NO_COUNT = {};
    private static final Optional<Projection> NO_PROJECTION = Optional.empty();
    private static final Optional<FeedForward> NO_FEED = Optional.empty();
    private static final Results ONLY_Y = new Results(true, false, false, false);
    private static final List<Results> RESULTS = List.of(Results.ALL, ONLY_Y, new Results(false, true, false, false),
            new Results(false, false, true, false), new Results(false, false, false, true), Results.NONE);

    static Stream<ClusterChainKernel> kernels() {
        return Arrays.stream(Version.values())
                .flatMap(v -> Stream.of(Precision.BF16, Precision.FP16).map(p -> new ClusterChainKernel(v, p)));
    }

    private static Optional<Projection> projection(boolean residual) {
        return Optional.of(new Projection(residual, 2 * EPS));
    }

    private static Optional<FeedForward> feed(int hidden, boolean residual, boolean norm) {
        return Optional.of(new FeedForward(hidden, residual, norm, EPS));
    }

    private static Operands operands(Precision precision, Shape s, Filling filling) {
        final int rows = s.m() * s.n();
        final boolean projects = s.projection().isPresent();
        final int hidden = s.feed().map(FeedForward::hidden).orElse(0);
        final boolean residual0 = s.projection().map(Projection::residual).orElse(false);
        final boolean residual1 = !projects && s.feed().map(FeedForward::residual).orElse(false);
        final int norm1 = s.feed().map(FeedForward::norm).orElse(false) ? s.n() : 0;
        return new Operands(half(precision, filling, s.m() * s.k(), 1), half(precision, filling, projects ? s.n() * s.k() : 0, 2),
                floats(projects ? s.n() : 0, 3), floats(residual0 ? rows : 0, 4), floats(projects ? s.n() : 0, 5),
                floats(projects ? s.n() : 0, 6), half(precision, filling, hidden * (projects ? s.n() : s.k()), 7), floats(hidden, 8),
                half(precision, filling, s.n() * hidden, 9), floats(hidden > 0 ? s.n() : 0, 10), floats(residual1 ? rows : 0, 11),
                floats(norm1, 12), floats(norm1, 13), floats(s.position() ? rows : 0, 14), half(precision, filling, s.p() * s.n(), 15),
                floats(s.p(), 16), half(precision, filling, s.v() * s.n(), 17), floats(s.v(), 18));
    }

    private static float[] floats(int count, int seed) {
        return count == 0 ? NONE : Filling.RANDOM.floats(count, seed);
    }

    private static float[] half(Precision precision, Filling filling, int count, int seed) {
        return count == 0 ? NONE : precision.round(filling.floats(count, seed));
    }

    private static Object[] inMemory(Precision p, Operands x, int[] alive) {
        return new Object[]{p.toBytes(x.a()), NONE, p.toBytes(x.w0()), x.b0(), x.residual0(), x.gamma0(), x.beta0(), p.toBytes(x.w1()),
            x.b1(),
            p.toBytes(x.w2()), x.b2(), x.residual1(), x.gamma1(), x.beta1(), x.position(), p.toBytes(x.wp()), x.bp(), p.toBytes(x.wv()),
            x.bv(), alive};
    }

    private static void check(ClusterChainKernel kernel, Shape s) {
        check(kernel, s, Filling.RANDOM, s.m());
    }

    private static void check(ClusterChainKernel kernel, Shape s, Filling filling, int alive) {
        final Precision precision = kernel.precision();
        final Operands x = operands(precision, s, filling);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, s,
                inMemory(precision, x, s.counted() ? new int[]{alive} : NO_COUNT));
        final Rows expected = ClusterChainReference.plain(s, precision, x);
        final int there = Math.min(s.m(), (alive + 31) / 32 * 32);
        final String what = kernel + " " + s + ", " + alive + " alive, ";
        if (s.results().y()) {
            AccuracyCheck.sameBits(what + "y", out.floats("y"), first(expected.y(), there, s.m()));
        }
        if (s.results().y16()) {
            AccuracyCheck.sameBits(what + "y16", precision.toFloats(out.bytes("y16")),
                    first(precision.round(expected.y()), there, s.m()));
        }
        if (s.results().yp()) {
            AccuracyCheck.sameBits(what + "yp", out.floats("yp"), first(expected.yp(), there, s.m()));
        }
        if (s.results().yp16()) {
            AccuracyCheck.sameBits(what + "yp16", precision.toFloats(out.bytes("yp16")),
                    first(precision.round(expected.yp()), there, s.m()));
        }
        if (s.p() > 0) {
            AccuracyCheck.sameBits(what + "p", precision.toFloats(out.bytes("p")), first(expected.p(), there, s.m()));
        }
        if (s.v() > 0) {
            AccuracyCheck.sameBits(what + "v", precision.toFloats(out.bytes("v")), first(expected.v(), there, s.m()));
        }
    }

    /** The first rows, and zeros behind them. */
    private static float[] first(float[] all, int there, int rows) {
        return Arrays.copyOf(Arrays.copyOf(all, all.length / rows * there), all.length);
    }

    /** Each part alone, two of them, and all. */
    @ParameterizedTest
    @MethodSource("kernels")
    void equalsItsPartsOneAfterTheOther(ClusterChainKernel kernel) {
        check(kernel, new Shape(33, 40, 24, projection(true), NO_FEED, Results.ALL, 0, 0, false));
        check(kernel, new Shape(31, 72, 72, projection(false), NO_FEED, ONLY_Y, 24, 136, false));
        check(kernel, new Shape(5, 40, 40, projection(true), NO_FEED, Results.NONE, 0, 40, false));
        check(kernel, new Shape(1, 256, 256, projection(true), NO_FEED, new Results(true, true, false, false), 0, 256, false));
        check(kernel, new Shape(32, 24, 88, NO_PROJECTION, feed(200, true, true), Results.ALL, 0, 0, false));
        check(kernel,
                new Shape(3, 256, 512, NO_PROJECTION, feed(256, false, false), new Results(false, false, false, true), 512, 0, false));
        check(kernel, new Shape(9, 136, 8, NO_PROJECTION, feed(72, true, false), Results.NONE, 72, 8, false));
        check(kernel, new Shape(35, 72, 40, projection(true), feed(520, true, true), Results.ALL, 136, 72, false));
        check(kernel, new Shape(32, 256, 256, projection(true), feed(2048, true, true), ONLY_Y, 512, 512, false));
        check(kernel, new Shape(33, 16, 1024, projection(true), feed(16, true, true), ONLY_Y, 0, 16, false));
        check(kernel, new Shape(4, 8, 8, projection(false), feed(8, false, true), Results.ALL, 8, 8, false));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesAnyNumbers(ClusterChainKernel kernel) {
        for (final Filling filling : Filling.values()) {
            check(kernel, new Shape(17, 40, 24, projection(true), feed(136, true, true), Results.ALL, 24, 40, false), filling, 17);
        }
    }

    @Test
    void addsAndWritesWhatIsAskedFor() {
        final ClusterChainKernel kernel = new ClusterChainKernel(ClusterChainKernel.BEST, Precision.BF16);
        for (final Results results : RESULTS) {
            for (int options = 0; options < 4; options++) {
                final boolean residual = (options & 1) != 0;
                final boolean norm = (options & 2) != 0;
                check(kernel, new Shape(7, 16, 8, NO_PROJECTION, feed(24, residual, norm), results, norm ? 8 : 0, norm ? 0 : 16, false));
                check(kernel, new Shape(7, 16, 8, projection(norm), feed(24, residual, norm), results, norm ? 0 : 8, norm ? 8 : 16, false));
            }
            check(kernel, new Shape(7, 16, 8, projection(true), NO_FEED, results, 16, 8, false));
        }
    }

    /** Every eight columns of a block's slice and of a group, and units and k of a stage, are the last ones once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void stopsAtTheLastColumnUnitAndK(ClusterChainKernel kernel) {
        for (int n = 8; n <= 256; n += 24) {
            check(kernel, new Shape(20, n, 4 * (264 - n), projection(true), feed(8 * n - 24, true, false), ONLY_Y, 2 * n,
                    520 - 2 * n, false));
        }
    }

    /** Boxes in the place of their encodings, which another kernel makes: the same bits. */
    @ParameterizedTest
    @MethodSource("kernels")
    void encodesBoxesOnTheWay(ClusterChainKernel kernel) {
        final Precision precision = kernel.precision();
        for (final int[] size : new int[][]{{33, 256, 512}, {3, 40, 8}, {34, 16, 136}, {2, 24, 296}}) {
            for (final boolean corners : new boolean[]{true, false}) {
                for (final boolean projects : new boolean[]{true, false}) {
                    final Shape s = new Shape(size[0], size[1], size[2], Optional.of(new Boxes(corners, 640, 480)),
                            projects ? projection(true) : NO_PROJECTION, feed(size[1], false, false), ONLY_Y, 16, 0, false);
                    final float[] boxes = KernelInputs.boxes(s.m(), corners ? 640 : 1, corners ? 480 : 1, 3);
                    final float[] period = PairEncodingKernelTest.periods(s.k() / 4);
                    final byte[] encoded = KernelHarness
                            .launch(EngineOptions.deterministic(), new PairEncodingKernel(PairEncodingKernel.BEST),
                                    new PairEncodingKernel.Shape(s.m(), s.k() / 4, 640, 480, corners, false, precision), boxes, period)
                            .bytes("out16");
                    final Operands x = operands(precision, s, Filling.RANDOM).with(precision.toFloats(encoded));
                    final Object[] inputs = inMemory(precision, x, NO_COUNT);
                    inputs[0] = boxes;
                    inputs[1] = period;
                    final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, s, inputs);
                    final Rows expected = ClusterChainReference.plain(s, precision, x);
                    AccuracyCheck.sameBits(kernel + " " + s + ", y", out.floats("y"), expected.y());
                    AccuracyCheck.sameBits(kernel + " " + s + ", p", precision.toFloats(out.bytes("p")), expected.p());
                }
            }
        }
    }

    /** Rows of a tile in which one is alive are as always, those of the tiles behind are zeros, whatever they would be. */
    @Test
    void leavesOutRowsThatAreNobodys() {
        final ClusterChainKernel kernel = new ClusterChainKernel(ClusterChainKernel.BEST, Precision.BF16);
        for (final Results results : RESULTS) {
            for (final int alive : new int[]{0, 1, 32, 33, 70}) {
                check(kernel, new Shape(70, 40, 24, projection(true), feed(24, true, true), results, 24, 136, true), Filling.RANDOM, alive);
            }
        }
        check(kernel, new Shape(33, 256, 8, projection(true), NO_FEED, Results.ALL, 512, 264, true), Filling.RANDOM, 0);
        check(kernel, new Shape(33, 16, 8, projection(true), NO_FEED, ONLY_Y, 0, 0, true), Filling.RANDOM, 32);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesTheSameBitsInEveryOrderOfWarps(ClusterChainKernel kernel) {
        final Shape s = new Shape(40, 72, 40, projection(true), feed(136, true, true), Results.ALL, 72, 40, false);
        KernelHarness.sameInEveryOrder(kernel, s, inMemory(kernel.precision(), operands(kernel.precision(), s, Filling.RANDOM), NO_COUNT));
    }

    /** A row with a number that is none has no numbers, and no other row. */
    @ParameterizedTest
    @MethodSource("kernels")
    void keepsNaNInItsRow(ClusterChainKernel kernel) {
        final Shape s = new Shape(34, 40, 24, projection(false), feed(136, true, true), ONLY_Y, 0, 0, false);
        for (final float odd : new float[]{Float.NaN, Float.POSITIVE_INFINITY}) {
            final Operands x = operands(kernel.precision(), s, Filling.RANDOM);
            x.a()[5 * 24 + 23] = odd;
            final float[] y = KernelHarness.launch(EngineOptions.deterministic(), kernel, s, inMemory(kernel.precision(), x, NO_COUNT))
                    .floats("y");
            for (int i = 0; i < y.length; i++) {
                assertEquals(i / 40 == 5, Float.isNaN(y[i]), odd + ": y[" + i + "]");
            }
        }
    }

    /** An encoder layer between its attention and the next one, 203 rows: within 1.3 times the floor, and no bank is waited for. */
    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void movesLittleMoreThanItsFloor(Precision precision) {
        final ClusterChainKernel kernel = new ClusterChainKernel(ClusterChainKernel.BEST, precision);
        final Shape s = new Shape(203, 256, 256, projection(true), feed(2048, true, true), ONLY_Y, 512, 256, false);
        final LaunchCounters counted = LaunchCounts.of(kernel, s);
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
        assertEquals(kernel.cost(s).bytes(), counted.distinctBytes(), "each byte of the floor, and no other");
        assertTrue(counted.total().sectorBytes() <= 27_600_000, counted.total().sectorBytes() + ": a block brings its weights once");
        assertTrue(counted.flops() <= 1.12 * kernel.cost(s).flops(), counted.flops() + " flops, floor " + kernel.cost(s).flops());
    }

    /** The shares of a feed-forward alone no longer go through memory. */
    @Test
    void movesLessThanWithSharesInMemory() {
        final Shape s = new Shape(150, 256, 256, NO_PROJECTION, feed(1024, true, true), ONLY_Y, 0, 0, false);
        final LaunchCounters counted = LaunchCounts.of(new ClusterChainKernel(ClusterChainKernel.BEST, Precision.BF16), s);
        final LaunchCounters before = LaunchCounts.of(new FeedForwardGroupKernel(FeedForwardGroupKernel.BEST, Precision.BF16),
                new FeedForwardGroupKernel.Shape(
                        List.of(new FeedForwardKernel.Shape(150, 256, 256, 1024, 128, true, true, ONLY_Y, EPS))));
        assertTrue(1.8 * counted.distinctBytes() < before.distinctBytes(), counted.distinctBytes() + ", before " + before.distinctBytes());
        assertTrue(1.5 * counted.total().sectorBytes() < before.total().sectorBytes(),
                counted.total().sectorBytes() + " asked for, before " + before.total().sectorBytes());
    }

    @Test
    void refusesWhatItCannotDo() {
        final Optional<FeedForward> feed = feed(64, true, true);
        refused(0, 8, 8, NO_PROJECTION, feed, 0, 0);
        refused(1, 12, 8, NO_PROJECTION, feed, 0, 0);
        refused(1, 264, 8, NO_PROJECTION, feed, 0, 0);
        refused(1, 8, 520, NO_PROJECTION, feed, 0, 0);
        refused(1, 8, 1032, projection(true), feed, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 8, 520, Optional.of(new Boxes(true, 1, 1)), projection(true), feed,
                ONLY_Y, 0, 0, false));
        refused(1, 8, 8, NO_PROJECTION, NO_FEED, 8, 8);
        refused(1, 8, 8, NO_PROJECTION, feed, 520, 0);
        refused(1, 8, 8, NO_PROJECTION, feed, 0, 4);
        refused(1 << 23, 256, 8, NO_PROJECTION, feed, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 8, 8, NO_PROJECTION, feed, Results.NONE, 0, 0, false));
        assertThrows(IllegalArgumentException.class, () -> new FeedForward(2056, true, true, EPS));
        assertThrows(IllegalArgumentException.class, () -> new FeedForward(64, true, true, -1));
        assertThrows(IllegalArgumentException.class, () -> new Projection(true, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new ClusterChainKernel(Version.V1_CLUSTER, Precision.TF32));
    }

    private static void refused(int m, int n, int k, Optional<Projection> projection, Optional<FeedForward> feed, int p, int v) {
        assertThrows(IllegalArgumentException.class, () -> new Shape(m, n, k, projection, feed, ONLY_Y, p, v, false));
    }
}
