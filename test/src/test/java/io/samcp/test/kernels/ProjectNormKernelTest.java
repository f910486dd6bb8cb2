package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ProjectNormKernel;
import io.samcp.kernels.feedforward.ProjectNormKernel.Shape;
import io.samcp.kernels.feedforward.ProjectNormKernel.Version;
import io.samcp.kernels.feedforward.ProjectNormReference;
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

/** Projection, residual and norm in one launch: equal to product and norm one after the other to the bit. */
final class ProjectNormKernelTest {

    private static final int[][] SIZES = {{1, 8, 8}, {31, 32, 64}, {33, 72, 24}, {17, 136, 72}, {16, 200, 136}, {15, 248, 56}, {97, 64, 32},
        {18, 256, 256}};
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};
    private static final List<Results> RESULTS = List.of(Results.ALL, new Results(true, false, false, false),
            new Results(false, true, false, false), new Results(false, false, true, false), new Results(false, false, false, true),
            new Results(true, false, false, true), new Results(false, true, true, false));

    /** A launch's operands, rounded as the kernel sees them. */
    private record Operands(float[] a, float[] b, float[] bias, float[] residual, float[] gamma, float[] beta, float[] position) {

        static Operands of(Precision precision, Shape s, Filling filling) {
            final int values = s.m() * s.n();
            return new Operands(precision.round(filling.floats(s.m() * s.k(), 1)),
                    precision.round(filling.floats(s.n() * s.k(), 2)), Filling.RANDOM.floats(s.n(), 3),
                    s.residual() ? Filling.RANDOM.floats(values, 4) : NONE, filling.floats(s.n(), 5), Filling.RANDOM.floats(s.n(), 6),
                    s.results().position() ? Filling.RANDOM.floats(values, 7) : NONE);
        }

        float[] plain(Shape s) {
            return ProjectNormReference.plain(s, a, b, bias, residual, gamma, beta);
        }

        Object[] inMemory(Precision precision) {
            return new Object[]{precision.toBytes(a), precision.toBytes(b), bias, residual, gamma,
                beta, position};
        }
    }

    static Stream<ProjectNormKernel> kernels() {
        return Arrays.stream(Version.values())
                .flatMap(v -> Stream.of(Precision.BF16, Precision.FP16).map(p -> new ProjectNormKernel(v, p)));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void equalsProductAndNormForAwkwardSizes(ProjectNormKernel kernel) {
        for (final int[] size : SIZES) {
            check(kernel, new Shape(size[0], size[1], size[2], true, Results.ALL, EPS), Filling.RANDOM);
        }
        for (final Filling filling : Filling.values()) {
            check(kernel, new Shape(19, 40, 40, false, Results.ALL, EPS), filling);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void writesWhatIsAskedFor(ProjectNormKernel kernel) {
        for (final Results results : RESULTS) {
            check(kernel, new Shape(17, 72, 16, results.y(), results, EPS), Filling.RANDOM);
        }
    }

    /** Every eight columns of a group, and of k in a stage, are the last ones once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void stopsAtTheLastColumnAndK(ProjectNormKernel kernel) {
        for (int n = 8; n <= 256; n += 24) {
            check(kernel, new Shape(1 + n % 3, n, 8 + n % 64, n % 16 == 0, Results.ALL, EPS), Filling.RANDOM);
        }
    }

    private static void check(ProjectNormKernel kernel, Shape shape, Filling filling) {
        final Precision precision = kernel.precision();
        final Operands x = Operands.of(precision, shape, filling);
        final float[] plain = x.plain(shape);
        compare(kernel + " " + shape + ", " + filling, precision, shape, x,
                KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x.inMemory(precision)), plain);
    }

    private static void compare(String what, Precision precision, Shape shape, Operands x, Outputs out, float[] y) {
        if (shape.results().y()) {
            AccuracyCheck.sameBits(what + ", y", out.floats("y"), y);
        }
        if (shape.results().y16()) {
            AccuracyCheck.sameBits(what + ", y16", precision.toFloats(out.bytes("y16")),
                    precision.round(y));
        }
        final float[] sum = y.clone();
        for (int i = 0; i < x.position().length; i++) {
            sum[i] += x.position()[i];
        }
        if (shape.results().yp()) {
            AccuracyCheck.sameBits(what + ", yp", out.floats("yp"), sum);
        }
        if (shape.results().yp16()) {
            AccuracyCheck.sameBits(what + ", yp16", precision.toFloats(out.bytes("yp16")),
                    precision.round(sum));
        }
    }

    /** Tensor cores add in an order of their own; the error stays within twice that of plain loops. */
    @ParameterizedTest
    @MethodSource("kernels")
    void isAsExactAsPlainLoops(ProjectNormKernel kernel) {
        final Shape shape = new Shape(33, 256, 256, true, new Results(true, false, false, false), EPS);
        final Operands x = Operands.of(kernel.precision(), shape, Filling.RANDOM);
        final float[] plain = x.plain(shape);
        final double[] exact = ProjectNormReference.exact(shape, x.a(), x.b(), x.bias(), x.residual(), x.gamma(), x.beta());
        AccuracyCheck.within("plain float", plain, exact, 4e-5);
        for (final MatrixSum sum : MatrixSum.values()) {
            AccuracyCheck.notWorseThanPlain(kernel + ", " + sum, KernelHarness.launch(EngineOptions.deterministic().withMatrixSum(sum),
                    kernel, shape, x.inMemory(kernel.precision())).floats("y"), plain, exact);
        }
    }

    /** The norm alone: products of zeros, and what is to be normalised as the residual. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void normMatchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/layernorm.safetensors");
        final int[] size = golden.shape(name + ".x");
        final Shape shape = new Shape(size[0], size[1], 8, true, new Results(true, false, false, false), EPS);
        final Operands x = new Operands(new float[size[0] * 8], new float[size[1] * 8], new float[size[1]], golden.floats(name + ".x"),
                golden.floats(name + ".weight"), golden.floats(name + ".bias"), NONE);
        final double[] out = KernelInputs.doubles(golden.floats(name + ".out"));
        kernels().forEach(kernel -> AccuracyCheck.within(kernel + " " + name,
                KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x.inMemory(kernel.precision())).floats("y"), out,
                2e-6));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void notANumberStaysInItsRow(ProjectNormKernel kernel) {
        final Shape shape = new Shape(18, 72, 24, false, new Results(true, true, false, false), EPS);
        final Operands x = Operands.of(kernel.precision(), shape, Filling.RANDOM);
        x.a()[5 * 24 + 23] = Float.NaN;
        x.a()[17 * 24] = Float.POSITIVE_INFINITY;
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x.inMemory(kernel.precision()));
        final float[] y16 = kernel.precision().toFloats(out.bytes("y16"));
        for (int i = 0; i < y16.length; i++) {
            assertEquals(i / 72 == 5 || i / 72 == 17, Float.isNaN(out.floats("y")[i]), "y[" + i + "]");
            assertEquals(i / 72 == 5 || i / 72 == 17, Float.isNaN(y16[i]), "y16[" + i + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsDoNotDependOnOtherRows(ProjectNormKernel kernel) {
        final Shape all = new Shape(35, 40, 72, false, new Results(true, false, false, false), EPS);
        final Shape one = new Shape(1, 40, 72, false, new Results(true, false, false, false), EPS);
        final Operands x = Operands.of(kernel.precision(), all, Filling.RANDOM);
        final Object[] memory = x.inMemory(kernel.precision());
        final float[] y = KernelHarness.launch(EngineOptions.deterministic(), kernel, all, memory).floats("y");
        for (final int row : new int[]{0, 15, 16, 34}) {
            memory[0] = kernel.precision().toBytes(Arrays.copyOfRange(x.a(), row * 72, (row + 1) * 72));
            AccuracyCheck.sameBits("row " + row, KernelHarness.launch(EngineOptions.deterministic(), kernel, one, memory).floats("y"),
                    Arrays.copyOfRange(y, row * 40, (row + 1) * 40));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesTheSameBitsInEveryOrderOfWarps(ProjectNormKernel kernel) {
        final Shape shape = new Shape(33, 200, 136, true, Results.ALL, EPS);
        KernelHarness.sameInEveryOrder(kernel, shape, Operands.of(kernel.precision(), shape, Filling.RANDOM).inMemory(kernel.precision()));
    }

    /** At the model's size: 203 rows are padded to 208, each block reads all of b once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void wastesNoBankAndNoSector(ProjectNormKernel kernel) {
        final Shape shape = new Shape(203, 256, 256, true, Results.ALL, EPS);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape);
        FeedForwardCounts.wastesNothing(kernel.toString(), counted, 0);
        FeedForwardCounts.closeTo(kernel.cost(shape), counted, 0, 1.06);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bothPrecisionsAreTheSameText(Version version) {
        final String bf16 = new ProjectNormKernel(version, Precision.BF16).source().text();
        assertEquals(new ProjectNormKernel(version, Precision.FP16).source().text(), bf16.replace("bf16", "f16"));
        assertTrue(bf16.contains("bf16"), "names its precision");
    }

    @Test
    void refusesShapesOutsideItsContract() {
        refused(0, 8, 8, EPS);
        refused(1, 0, 8, EPS);
        refused(1, 12, 8, EPS);
        refused(1, 264, 8, EPS);
        refused(1, 8, 0, EPS);
        refused(1, 8, 12, EPS);
        refused(1, 8, 8, -1);
        refused(1, 8, 8, Float.NaN);
        refused(1 << 23, 256, 8, EPS);
        refused(1 << 16, 8, 1 << 15, EPS);
        refused(1, 256, 1 << 23, EPS);
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 8, 8, true, Results.NONE, EPS));
        assertThrows(IllegalArgumentException.class, () -> new ProjectNormKernel(Version.V1_ROWS, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new ProjectNormKernel(Version.V1_ROWS, Precision.TF32));
    }

    private static void refused(int m, int n, int k, float eps) {
        assertThrows(IllegalArgumentException.class, () -> new Shape(m, n, k, true, Results.ALL, eps));
    }
}
