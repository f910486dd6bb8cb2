package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel.Shape;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel.Version;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.FeedForwardReference;
import io.samcp.kernels.feedforward.FeedForwardReference.Operands;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several feed-forwards in one launch: each of them as if it were alone. */
final class FeedForwardGroupKernelTest {

    /** m, n, k, f, slice. */
    private static final int[][] SIZES = {{1, 8, 8, 8, 64}, {31, 32, 32, 96, 64}, {33, 32, 64, 32, 64}, {17, 72, 24, 200, 64},
        {16, 136, 72, 136, 128}, {15, 200, 136, 264, 192}, {3, 256, 72, 520, 256}};
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};
    private static final int BUFFERS_IN = 11;
    private static final int[] NO_COUNT = {};
    private static final Results ONLY_Y = new Results(true, false, false, false);
    private static final List<Results> RESULTS = List.of(Results.ALL, ONLY_Y, new Results(false, true, false, false),
            new Results(false, false, true, false), new Results(false, false, false, true), new Results(true, false, false, true),
            new Results(false, true, true, false));

    static Stream<FeedForwardGroupKernel> kernels() {
        return Arrays.stream(Version.values())
                .flatMap(v -> Stream.of(Precision.BF16, Precision.FP16).map(p -> new FeedForwardGroupKernel(v, p)));
    }

    /** The same operands, from one place in memory on for each chain; and how many rows are alive, if that counts. */
    private static Object[] inMemory(FeedForwardGroupKernel kernel, Shape shape, List<Operands> operands, int... alive) {
        final List<Object> all = new ArrayList<>();
        for (int c = 0; c < FeedForwardGroupKernel.MAX_CHAINS; c++) {
            if (c < operands.size()) {
                Collections.addAll(all, FeedForwardKernelTest.inMemory(kernel.precision(), shape.chains().get(c), operands.get(c)));
            } else {
                all.addAll(Collections.nCopies(BUFFERS_IN, NONE));
            }
            if (kernel.version() == Version.V4_COUNTED) {
                all.add(c < alive.length ? new int[]{alive[c]} : NO_COUNT);
            }
        }
        return all.toArray();
    }

    private static Outputs launch(EngineOptions options, FeedForwardGroupKernel kernel, Shape shape, List<Operands> operands,
            int... alive) {
        return KernelHarness.launch(options, kernel, shape, inMemory(kernel, shape, operands, alive));
    }

    private static void check(FeedForwardGroupKernel kernel, FeedForwardKernel.Shape... chains) {
        final Shape shape = new Shape(List.of(chains));
        final List<Operands> operands = new ArrayList<>();
        for (final FeedForwardKernel.Shape s : chains) {
            operands.add(FeedForwardKernelTest.operands(kernel.precision(), s, Filling.RANDOM));
        }
        final Outputs out = launch(EngineOptions.deterministic(), kernel, shape, operands);
        for (int c = 0; c < chains.length; c++) {
            compare(kernel, chains[c], out, c, FeedForwardReference.plain(chains[c], kernel.precision(), operands.get(c)));
        }
    }

    private static void compare(FeedForwardGroupKernel kernel, FeedForwardKernel.Shape s, Outputs out, int c, float[] y) {
        compare(kernel, s, out, c, y, s.m());
    }

    /** Rows from {@code there} on are zeros. */
    private static void compare(FeedForwardGroupKernel kernel, FeedForwardKernel.Shape s, Outputs out, int c, float[] all, int there) {
        final float[] y = Arrays.copyOf(Arrays.copyOf(all, there * s.n()), s.m() * s.n());
        final String what = kernel + " " + s + ", ";
        final Precision precision = kernel.precision();
        if (s.results().y()) {
            AccuracyCheck.sameBits(what + "y_" + c, out.floats("y_" + c), y);
        }
        if (s.results().y16()) {
            AccuracyCheck.sameBits(what + "y16_" + c, precision.toFloats(out.bytes("y16_" + c)),
                    precision.round(y));
        }
        final float[] sum = y.clone();
        final float[] position = FeedForwardKernelTest.position(s);
        for (int i = 0; i < Math.min(position.length, there * s.n()); i++) {
            sum[i] += position[i];
        }
        if (s.results().yp()) {
            AccuracyCheck.sameBits(what + "yp_" + c, out.floats("yp_" + c), sum);
        }
        if (s.results().yp16()) {
            AccuracyCheck.sameBits(what + "yp16_" + c, precision.toFloats(out.bytes("yp16_" + c)),
                    precision.round(sum));
        }
        if (s.shares() > 1) {
            assertArrayEquals(new byte[(int) s.counterBytes()], out.bytes("counters_" + c), what + "counters_" + c + " are zero again");
        }
    }

    /** Awkward sizes, one chain, then two, three and four of them together. */
    @ParameterizedTest
    @MethodSource("kernels")
    void everyChainIsAsIfAlone(FeedForwardGroupKernel kernel) {
        final FeedForwardKernel.Shape[] all = new FeedForwardKernel.Shape[SIZES.length];
        for (int i = 0; i < all.length; i++) {
            final int[] s = SIZES[i];
            all[i] = new FeedForwardKernel.Shape(s[0], s[1], s[2], s[3], s[4], i % 2 == 0, i % 3 != 0, RESULTS.get(i), EPS * (i + 1));
        }
        check(kernel, all[4]);
        check(kernel, all[1], all[3]);
        check(kernel, all[5], all[0], all[2]);
        check(kernel, all[6], all[3], all[1], all[0]);
        check(kernel, all[0], all[2], all[6], all[4]);
    }

    /** Each combination of options once, by four of them. */
    @ParameterizedTest
    @MethodSource("kernels")
    void addsAndWritesWhatIsAskedFor(FeedForwardGroupKernel kernel) {
        for (final Results results : RESULTS) {
            final FeedForwardKernel.Shape[] chains = new FeedForwardKernel.Shape[4];
            for (int options = 0; options < chains.length; options++) {
                chains[options] = new FeedForwardKernel.Shape(17, 40, 16, 72, 64, (options & 1) != 0, (options & 2) != 0, results, EPS);
            }
            check(kernel, chains);
        }
    }

    /** Every eight columns of a group, and units and k of a stage, are the last ones once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void stopsAtTheLastColumnUnitAndK(FeedForwardGroupKernel kernel) {
        for (int n = 8; n <= 256; n += 48) {
            check(kernel, new FeedForwardKernel.Shape(1, n, 8 + n % 64, 264 - n, 256, true, false, ONLY_Y, EPS),
                    new FeedForwardKernel.Shape(1, Math.min(n + 24, 256), 16 + n % 64, 256 - n, 128, false, false, ONLY_Y, EPS));
        }
    }

    /** Every 32 columns that a lane has one of are the last ones once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void normsAnyNumberOfColumns(FeedForwardGroupKernel kernel) {
        for (int n = 8; n <= 256; n += 64) {
            check(kernel, new FeedForwardKernel.Shape(2, n, 8, 8, 64, true, true, ONLY_Y, EPS),
                    new FeedForwardKernel.Shape(1, n + 32, 8, 8, 64, false, true, ONLY_Y, EPS));
        }
    }

    /** More than sixteen tiles of rows in each chain. */
    @ParameterizedTest
    @MethodSource("kernels")
    void takesManyRows(FeedForwardGroupKernel kernel) {
        check(kernel, new FeedForwardKernel.Shape(275, 8, 8, 8, 64, true, true, ONLY_Y, EPS),
                new FeedForwardKernel.Shape(259, 8, 16, 72, 64, true, false, ONLY_Y, EPS));
    }

    /** Units and columns that are not there count as zeros: anything else, however small, the largest numbers would show. */
    @ParameterizedTest
    @MethodSource("kernels")
    void fillsUpWithZeros(FeedForwardGroupKernel kernel) {
        final List<FeedForwardKernel.Shape> chains = Stream.of(8, 72, 136, 200)
                .map(f -> new FeedForwardKernel.Shape(1, 256, 64, f, 256, false, false, ONLY_Y, EPS)).toList();
        final Outputs out = launch(EngineOptions.deterministic(), kernel, new Shape(chains),
                chains.stream().map(s -> FeedForwardKernelTest.largeTimesZero(kernel.precision(), s)).toList());
        for (int c = 0; c < chains.size(); c++) {
            AccuracyCheck.sameBits(kernel + " " + chains.get(c), out.floats("y_" + c), new float[256]);
        }
    }

    /** Tensor cores add in an order of their own; the error stays within twice that of plain loops. */
    @ParameterizedTest
    @MethodSource("kernels")
    void isAsExactAsPlainLoops(FeedForwardGroupKernel kernel) {
        final FeedForwardKernel.Shape s = FeedForwardKernel.Shape.of(3, 256, 256, 1024, true, true, ONLY_Y, EPS);
        final Operands x = FeedForwardKernelTest.operands(kernel.precision(), s, Filling.RANDOM);
        final float[] plain = FeedForwardReference.plain(s, kernel.precision(), x);
        final double[] exact = FeedForwardReference.exact(s, x);
        for (final MatrixSum sum : MatrixSum.values()) {
            AccuracyCheck.notWorseThanPlain(kernel + ", " + sum,
                    launch(EngineOptions.deterministic().withMatrixSum(sum), kernel, new Shape(List.of(s)), List.of(x)).floats("y_0"),
                    plain,
                    exact);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/ffn.safetensors");
        final int[] size = golden.shape(name + ".x");
        final FeedForwardKernel.Shape s = FeedForwardKernel.Shape.of(size[0], size[1], size[1], golden.shape(name + ".w1")[0], true, false,
                ONLY_Y, EPS);
        kernels().forEach(kernel -> {
            final Precision p = kernel.precision();
            final Operands x = new Operands(p.round(golden.floats(name + ".x")),
                    p.round(golden.floats(name + ".w1")), golden.floats(name + ".b1"),
                    p.round(golden.floats(name + ".w2")), golden.floats(name + ".b2"), golden.floats(name + ".x"),
                    NONE, NONE);
            AccuracyCheck.notWorseThanPlain(kernel + " " + name,
                    launch(EngineOptions.deterministic(), kernel, new Shape(List.of(s)), List.of(x)).floats("y_0"),
                    FeedForwardReference.plain(s, p, x), KernelInputs.doubles(golden.floats(name + ".out")));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reluKeepsNaNInItsRow(FeedForwardGroupKernel kernel) {
        final FeedForwardKernel.Shape s = new FeedForwardKernel.Shape(18, 40, 24, 136, 64, false, false, ONLY_Y, EPS);
        final Operands x = FeedForwardKernelTest.operands(kernel.precision(), s, Filling.RANDOM);
        x.a()[5 * 24 + 23] = Float.NaN;
        final float[] y = launch(EngineOptions.deterministic(), kernel, new Shape(List.of(s)), List.of(x)).floats("y_0");
        for (int i = 0; i < y.length; i++) {
            assertEquals(i / 40 == 5, Float.isNaN(y[i]), "y[" + i + "]");
        }
    }

    /** An infinite a meets the weights of units that are not there, zeros: their product is no number, and must not count. */
    @ParameterizedTest
    @MethodSource("kernels")
    void infinityMeetsNoUnitBehindTheLast(FeedForwardGroupKernel kernel) {
        for (final int f : new int[]{8, 72, 136, 200}) {
            final FeedForwardKernel.Shape s = new FeedForwardKernel.Shape(16, 8, 8, f, 256, false, false, ONLY_Y, EPS);
            final Operands x = FeedForwardKernelTest.infinite(s);
            final float[] infinite = new float[16 * 8];
            Arrays.fill(infinite, Float.POSITIVE_INFINITY);
            AccuracyCheck.sameBits(kernel + ", f=" + f,
                    launch(EngineOptions.deterministic(), kernel, new Shape(List.of(s)), List.of(x)).floats("y_0"), infinite);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesTheSameBitsInEveryOrderOfWarps(FeedForwardGroupKernel kernel) {
        final FeedForwardKernel.Shape first = new FeedForwardKernel.Shape(33, 72, 72, 136, 64, true, true, Results.ALL, EPS);
        final FeedForwardKernel.Shape second = new FeedForwardKernel.Shape(17, 40, 24, 200, 128, false, false, Results.ALL, EPS);
        KernelHarness.sameInEveryOrder(kernel, new Shape(List.of(first, second)), inMemory(kernel,
                new Shape(List.of(first, second)), List.of(FeedForwardKernelTest.operands(kernel.precision(), first, Filling.RANDOM),
                        FeedForwardKernelTest.operands(kernel.precision(), second, Filling.RANDOM))));
    }

    /** At half of the model's hidden units: 203 rows are padded to 208, 150 to 160; scratch is written and read once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void wastesNoBankAndNoSector(FeedForwardGroupKernel kernel) {
        final FeedForwardKernel.Shape queries = new FeedForwardKernel.Shape(203, 256, 256, 1024, 256, true, true, ONLY_Y, EPS);
        final FeedForwardKernel.Shape positions = FeedForwardKernel.Shape.of(150, 256, 512, 256, false, false,
                new Results(true, true, false, false), EPS);
        final Shape shape = new Shape(List.of(queries, positions));
        final LaunchCounters counted = LaunchCounts.of(kernel, shape);
        FeedForwardCounts.wastesNothing(kernel.toString(), counted,
                queries.tiles() * (queries.shares() + 1) + positions.tiles() * (positions.shares() + 1));
        FeedForwardCounts.closeTo(kernel.cost(shape), counted, 2 * (queries.scratchBytes() + queries.counterBytes()
                + positions.scratchBytes() + positions.counterBytes()), 1.06);
    }

    /** Rows of a tile in which one is alive are as always, those of the tiles behind are zeros, whatever they would be. */
    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void leavesOutRowsThatAreNobodys(Precision precision) {
        final FeedForwardGroupKernel kernel = new FeedForwardGroupKernel(Version.V4_COUNTED, precision);
        for (final Results results : RESULTS) {
            final List<FeedForwardKernel.Shape> chains = List.of(new FeedForwardKernel.Shape(50, 40, 24, 136, 64, true, true, results, EPS),
                    new FeedForwardKernel.Shape(33, 256, 8, 72, 64, true, false, results, EPS),
                    new FeedForwardKernel.Shape(17, 136, 16, 8, 64, false, true, results, EPS),
                    new FeedForwardKernel.Shape(20, 8, 8, 8, 64, false, false, results, EPS));
            final List<Operands> operands = chains.stream().map(s -> FeedForwardKernelTest.operands(precision, s, Filling.RANDOM)).toList();
            for (final int[] alive : new int[][]{{17, 16, 1, 20}, {0, 32, 17, 0}, {33, 1, 16, 15}, {50, 33, 0, 16}}) {
                final Outputs out = launch(EngineOptions.deterministic(), kernel, new Shape(chains, true), operands, alive);
                for (int c = 0; c < chains.size(); c++) {
                    final FeedForwardKernel.Shape s = chains.get(c);
                    final int there = Math.min(s.m(), (alive[c] + 15) / 16 * 16);
                    compare(kernel, s, out, c, FeedForwardReference.plain(s, precision, operands.get(c)), there);
                }
            }
        }
    }

    /** Blocks that have nobody's rows read no weights. */
    @Test
    void movesOnlyWhatRowsThatAreAliveNeed() {
        final FeedForwardGroupKernel kernel = new FeedForwardGroupKernel(Version.V4_COUNTED, Precision.BF16);
        final FeedForwardKernel.Shape chain = FeedForwardKernel.Shape.of(256, 256, 256, 512, true, true, ONLY_Y, EPS);
        final FeedForwardKernel.Shape few = FeedForwardKernel.Shape.of(64, 256, 256, 512, true, true, ONLY_Y, EPS);
        final Operands x = FeedForwardKernelTest.operands(Precision.BF16, chain, Filling.RANDOM);
        final Shape counted = new Shape(List.of(chain), true);
        final List<Object> read = new ArrayList<>(Arrays.asList(inMemory(kernel, counted, List.of(x), 64)));
        for (int c = FeedForwardGroupKernel.MAX_CHAINS - 1; c >= 0; c--) {
            read.subList((BUFFERS_IN + 1) * c + BUFFERS_IN - 2, (BUFFERS_IN + 1) * c + BUFFERS_IN).clear(); // scratch and counters
        }
        final LaunchCounters some = LaunchCounts.of(kernel, counted, read.toArray());
        final LaunchCounters alone = LaunchCounts.of(kernel, new Shape(List.of(few)));
        assertEquals(alone.flops(), some.flops());
        final long zeros = 192L * 256 * Float.BYTES;
        final long counts = 32L * 8 * chain.tiles() * chain.shares(); // a sector for each warp
        assertTrue(some.total().sectorBytes() <= alone.total().sectorBytes() + zeros + counts,
                some.total().sectorBytes() + " bytes of sectors, " + alone.total().sectorBytes() + " without a bucket");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bothPrecisionsAreTheSameText(Version version) {
        final String bf16 = new FeedForwardGroupKernel(version, Precision.BF16).source().text();
        assertEquals(new FeedForwardGroupKernel(version, Precision.FP16).source().text(), bf16.replace("bf16", "f16"));
        assertTrue(bf16.contains("bf16"), "names its precision");
    }

    @Test
    void refusesGroupsOutsideItsContract() {
        final FeedForwardKernel.Shape chain = FeedForwardKernel.Shape.of(1, 8, 8, 8, false, false, ONLY_Y, EPS);
        final FeedForwardKernel.Shape large = new FeedForwardKernel.Shape(1 << 27, 8, 8, 64 * 128, 64, false, false, ONLY_Y, EPS);
        assertThrows(IllegalArgumentException.class, () -> new Shape(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Collections.nCopies(5, chain)));
        assertThrows(IllegalArgumentException.class, () -> new Shape(List.of(large, large)));
        assertThrows(IllegalArgumentException.class, () -> new FeedForwardGroupKernel(Version.V2_GROUPED, Precision.TF32));
        assertThrows(IllegalArgumentException.class,
                () -> new FeedForwardGroupKernel(Version.V3_ASYNC, Precision.BF16).bufferBytes(new Shape(List.of(chain), true)));
    }
}
