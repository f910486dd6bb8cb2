package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.FeedForwardKernel.Shape;
import io.samcp.kernels.feedforward.FeedForwardKernel.Version;
import io.samcp.kernels.feedforward.FeedForwardReference;
import io.samcp.kernels.feedforward.FeedForwardReference.Operands;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two linear layers in one launch: equal to the layers one after the other, hidden layer rounded, to the bit. */
final class FeedForwardKernelTest {

    /** m, n, k, f, slice. */
    private static final int[][] SIZES = {{1, 8, 8, 8, 64}, {31, 32, 32, 96, 64}, {33, 32, 64, 32, 64}, {17, 72, 24, 200, 64},
        {16, 136, 72, 136, 128}, {15, 200, 136, 264, 192}, {3, 256, 72, 520, 256}};
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};
    private static final Results ONLY_Y = new Results(true, false, false, false);
    private static final List<Results> RESULTS = List.of(Results.ALL, ONLY_Y, new Results(false, true, false, false),
            new Results(false, false, true, false), new Results(false, false, false, true), new Results(true, false, false, true),
            new Results(false, true, true, false));

    static Stream<FeedForwardKernel> kernels() {
        return Arrays.stream(Version.values())
                .flatMap(v -> Stream.of(Precision.BF16, Precision.FP16).map(p -> new FeedForwardKernel(v, p)));
    }

    static Operands operands(Precision precision, Shape s, Filling filling) {
        return new Operands(precision.round(filling.floats(s.m() * s.k(), 1)),
                precision.round(filling.floats(s.f() * s.k(), 2)), Filling.RANDOM.floats(s.f(), 3),
                precision.round(filling.floats(s.n() * s.f(), 4)), Filling.RANDOM.floats(s.n(), 5),
                s.residual() ? Filling.RANDOM.floats(s.m() * s.n(), 6) : NONE, s.norm() ? filling.floats(s.n(), 7) : NONE,
                s.norm() ? Filling.RANDOM.floats(s.n(), 8) : NONE);
    }

    static float[] position(Shape s) {
        return s.results().position() ? Filling.RANDOM.floats(s.m() * s.n(), 9) : NONE;
    }

    static Object[] inMemory(Precision precision, Shape s, Operands x) {
        return new Object[]{precision.toBytes(x.a()), precision.toBytes(x.w1()), x.b1(),
            precision.toBytes(x.w2()), x.b2(), x.residual(), x.gamma(), x.beta(), position(s),
            new byte[(int) s.scratchBytes()], new byte[(int) s.counterBytes()]};
    }

    private static Outputs launch(FeedForwardKernel kernel, Shape s, Operands x) {
        return KernelHarness.launch(EngineOptions.deterministic(), kernel, s, inMemory(kernel.precision(), s, x));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void equalsLayerByLayerForAwkwardSizes(FeedForwardKernel kernel) {
        for (final int[] size : SIZES) {
            check(kernel, new Shape(size[0], size[1], size[2], size[3], size[4], true, true, Results.ALL, EPS), Filling.RANDOM);
        }
        for (final Filling filling : Filling.values()) {
            check(kernel, new Shape(19, 40, 40, 72, 64, false, true, Results.ALL, EPS), filling);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsAndWritesWhatIsAskedFor(FeedForwardKernel kernel) {
        for (final Results results : RESULTS) {
            for (int options = 0; options < 4; options++) {
                check(kernel, new Shape(17, 40, 16, 72, 64, (options & 1) != 0, (options & 2) != 0, results, EPS), Filling.RANDOM);
            }
        }
    }

    /** Every eight columns of a group, and units and k of a stage, are the last ones once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void stopsAtTheLastColumnUnitAndK(FeedForwardKernel kernel) {
        for (int n = 8; n <= 256; n += 24) {
            check(kernel, new Shape(1, n, 8 + n % 64, 264 - n, n % 16 == 0 ? 256 : 128, true, false, ONLY_Y, EPS), Filling.RANDOM);
        }
    }

    /** Units and columns that are not there count as zeros: anything else, however small, the largest numbers would show. */
    @ParameterizedTest
    @MethodSource("kernels")
    void fillsUpWithZeros(FeedForwardKernel kernel) {
        for (int f = 8; f <= 200; f += 64) {
            final Shape s = new Shape(1, 256, 64, f, 256, false, false, ONLY_Y, EPS);
            AccuracyCheck.sameBits(kernel + " " + s, launch(kernel, s, largeTimesZero(kernel.precision(), s)).floats("y"), new float[256]);
        }
    }

    /** The largest numbers, weights and biases of zero: all results are zero. */
    static Operands largeTimesZero(Precision precision, Shape s) {
        final float[] a = new float[s.m() * s.k()];
        Arrays.fill(a, precision == Precision.BF16 ? 0x1.FEp127f : 65_504);
        return new Operands(a, new float[s.f() * s.k()], new float[s.f()], new float[s.n() * s.f()], new float[s.n()], NONE, NONE, NONE);
    }

    /** An infinite a meets the weights of units that are not there, zeros: their product is no number, and must not count. */
    @ParameterizedTest
    @MethodSource("kernels")
    void infinityMeetsNoUnitBehindTheLast(FeedForwardKernel kernel) {
        for (final int f : new int[]{8, 72, 136, 200}) {
            final Shape s = new Shape(16, 8, 8, f, 256, false, false, new Results(true, false, false, false), 0);
            final float[] infinite = new float[16 * 8];
            Arrays.fill(infinite, Float.POSITIVE_INFINITY);
            AccuracyCheck.sameBits(kernel + ", f=" + f, launch(kernel, s, infinite(s)).floats("y"), infinite);
        }
    }

    /** Weights of one, and an infinite a in each row. */
    static Operands infinite(Shape s) {
        final float[] a = ones(s.m() * s.k());
        for (int row = 0; row < s.m(); row++) {
            a[row * s.k()] = Float.POSITIVE_INFINITY;
        }
        return new Operands(a, ones(s.f() * s.k()), new float[s.f()], ones(s.n() * s.f()), new float[s.n()], NONE, NONE, NONE);
    }

    private static float[] ones(int count) {
        final float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void check(FeedForwardKernel kernel, Shape s, Filling filling) {
        final Operands x = operands(kernel.precision(), s, filling);
        final String what = kernel + " " + s + ", " + filling;
        final Outputs out = launch(kernel, s, x);
        final float[] y = FeedForwardReference.plain(s, kernel.precision(), x);
        compare(what, kernel.precision(), s, out, y);
        if (s.shares() > 1) {
            assertArrayEquals(new byte[(int) s.counterBytes()], out.bytes("counters"), what + ": counters are zero again");
        }
    }

    private static void compare(String what, Precision precision, Shape s, Outputs out, float[] y) {
        if (s.results().y()) {
            AccuracyCheck.sameBits(what + ", y", out.floats("y"), y);
        }
        if (s.results().y16()) {
            AccuracyCheck.sameBits(what + ", y16", precision.toFloats(out.bytes("y16")),
                    precision.round(y));
        }
        final float[] sum = y.clone();
        final float[] position = position(s);
        for (int i = 0; i < position.length; i++) {
            sum[i] += position[i];
        }
        if (s.results().yp()) {
            AccuracyCheck.sameBits(what + ", yp", out.floats("yp"), sum);
        }
        if (s.results().yp16()) {
            AccuracyCheck.sameBits(what + ", yp16", precision.toFloats(out.bytes("yp16")),
                    precision.round(sum));
        }
    }

    /** Tensor cores add in an order of their own; the error stays within twice that of plain loops. */
    @ParameterizedTest
    @MethodSource("kernels")
    void isAsExactAsPlainLoops(FeedForwardKernel kernel) {
        final Shape s = Shape.of(17, 256, 256, 1024, true, true, ONLY_Y, EPS);
        final Operands x = operands(kernel.precision(), s, Filling.RANDOM);
        final float[] plain = FeedForwardReference.plain(s, kernel.precision(), x);
        final double[] exact = FeedForwardReference.exact(s, x);
        AccuracyCheck.within("plain float", plain, exact, kernel.precision() == Precision.BF16 ? 0.02 : 0.0025);
        for (final MatrixSum sum : MatrixSum.values()) {
            AccuracyCheck.notWorseThanPlain(kernel + ", " + sum, KernelHarness.launch(EngineOptions.deterministic().withMatrixSum(sum),
                    kernel, s, inMemory(kernel.precision(), s, x)).floats("y"), plain, exact);
        }
    }

    /** Operands are rounded here and not in PyTorch, so the bound is that of the precision: the golden from rounded operands, in double. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/ffn.safetensors");
        final int[] size = golden.shape(name + ".x");
        final Shape s = Shape.of(size[0], size[1], size[1], golden.shape(name + ".w1")[0], true, false, ONLY_Y, EPS);
        final float[] out = golden.floats(name + ".out");
        final Operands unrounded = new Operands(golden.floats(name + ".x"), golden.floats(name + ".w1"), golden.floats(name + ".b1"),
                golden.floats(name + ".w2"), golden.floats(name + ".b2"), golden.floats(name + ".x"), NONE, NONE);
        AccuracyCheck.within("double, " + name, out, FeedForwardReference.exact(s, unrounded), 2e-5);
        kernels().forEach(kernel -> {
            final Operands x = new Operands(kernel.precision().round(unrounded.a()),
                    kernel.precision().round(unrounded.w1()), unrounded.b1(),
                    kernel.precision().round(unrounded.w2()), unrounded.b2(), unrounded.residual(), NONE, NONE);
            AccuracyCheck.notWorseThanPlain(kernel + " " + name, launch(kernel, s, x).floats("y"),
                    FeedForwardReference.plain(s, kernel.precision(), x), KernelInputs.doubles(out));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reluKeepsNaN(FeedForwardKernel kernel) {
        final Shape s = new Shape(18, 40, 24, 136, 64, false, false, new Results(true, true, false, false), EPS);
        final Operands x = operands(kernel.precision(), s, Filling.RANDOM);
        x.a()[5 * 24 + 23] = Float.NaN;
        x.b1()[135] = -1e30f; // never above zero
        final Outputs out = launch(kernel, s, x);
        final float[] y16 = kernel.precision().toFloats(out.bytes("y16"));
        for (int i = 0; i < y16.length; i++) {
            assertEquals(i / 40 == 5, Float.isNaN(out.floats("y")[i]), "y[" + i + "]");
            assertEquals(i / 40 == 5, Float.isNaN(y16[i]), "y16[" + i + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsDoNotDependOnOtherRows(FeedForwardKernel kernel) {
        final Shape all = Shape.of(35, 40, 72, 136, false, true, ONLY_Y, EPS);
        final Shape one = Shape.of(1, 40, 72, 136, false, true, ONLY_Y, EPS);
        final Operands x = operands(kernel.precision(), all, Filling.RANDOM);
        final float[] y = launch(kernel, all, x).floats("y");
        for (final int row : new int[]{0, 15, 16, 34}) {
            final Operands only = new Operands(Arrays.copyOfRange(x.a(), row * 72, (row + 1) * 72), x.w1(), x.b1(), x.w2(), x.b2(), NONE,
                    x.gamma(), x.beta());
            AccuracyCheck.sameBits("row " + row, launch(kernel, one, only).floats("y"), Arrays.copyOfRange(y, row * 40, (row + 1) * 40));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesTheSameBitsInEveryOrderOfWarps(FeedForwardKernel kernel) {
        final Shape s = new Shape(33, 72, 72, 200, 64, true, true, Results.ALL, EPS);
        KernelHarness.sameInEveryOrder(kernel, s, inMemory(kernel.precision(), s, operands(kernel.precision(), s, Filling.RANDOM)));
    }

    /** At the model's size: 203 rows are padded to 208; scratch is written and read once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void wastesNoBankAndNoSector(FeedForwardKernel kernel) {
        final Shape s = Shape.of(203, 256, 256, 2048, true, true, new Results(true, true, false, false), EPS);
        final LaunchCounters counted = LaunchCounts.of(kernel, s);
        FeedForwardCounts.wastesNothing(kernel.toString(), counted, s.tiles() * (s.shares() + 1));
        FeedForwardCounts.closeTo(kernel.cost(s), counted, 2 * (s.scratchBytes() + s.counterBytes()), 1.06);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bothPrecisionsAreTheSameText(Version version) {
        final String bf16 = new FeedForwardKernel(version, Precision.BF16).source().text();
        assertEquals(new FeedForwardKernel(version, Precision.FP16).source().text(), bf16.replace("bf16", "f16"));
        assertTrue(bf16.contains("bf16"), "names its precision");
    }

    @Test
    void picksTheSliceThatMovesLittle() {
        assertEquals(256, Shape.of(203, 256, 256, 2048, true, true, ONLY_Y, EPS).slice());
        assertEquals(64, Shape.of(203, 256, 512, 256, false, false, ONLY_Y, EPS).slice());
        assertEquals(128, Shape.of(203, 256, 256, 1024, true, true, ONLY_Y, EPS).slice());
        assertEquals(0, Shape.of(7, 32, 32, 96, true, true, ONLY_Y, EPS).scratchBytes(), "one block is alone");
    }

    @Test
    void refusesShapesOutsideItsContract() {
        refused(0, 8, 8, 8, 64, EPS);
        refused(1, 0, 8, 8, 64, EPS);
        refused(1, 12, 8, 8, 64, EPS);
        refused(1, 264, 8, 8, 64, EPS);
        refused(1, 8, 0, 8, 64, EPS);
        refused(1, 8, 12, 8, 64, EPS);
        refused(1, 8, 8, 0, 64, EPS);
        refused(1, 8, 8, 12, 64, EPS);
        refused(1, 8, 8, 8, 0, EPS);
        refused(1, 8, 8, 8, 32, EPS);
        refused(1, 8, 8, 8, 96, EPS);
        refused(1, 8, 8, 8, 320, EPS);
        refused(1, 8, 8, 64 * 65_536, 64, EPS);
        refused(1, 8, 8, 8, 64, -1);
        refused(1, 8, 8, 8, 64, Float.NaN);
        refused(1 << 23, 256, 8, 8, 64, EPS);
        refused(1 << 16, 8, 1 << 15, 8, 64, EPS);
        refused(1, 8, 1 << 16, 1 << 15, 256, EPS);
        refused(1, 256, 8, 1 << 23, 256, EPS);
        refused(1 << 27, 8, 8, 64 * 32_768, 64, EPS);
        assertThrows(IllegalArgumentException.class, () -> new FeedForwardKernel(Version.V1_SPLIT_HIDDEN, Precision.FP32));
    }

    private static void refused(int m, int n, int k, int f, int slice, float eps) {
        assertThrows(IllegalArgumentException.class, () -> new Shape(m, n, k, f, slice, true, true, Results.ALL, eps));
    }
}
