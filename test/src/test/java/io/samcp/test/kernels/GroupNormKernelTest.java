package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormReference;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group norm, its two passes one after the other. */
final class GroupNormKernelTest {

    private static final GroupNormStatsKernel STATS = new GroupNormStatsKernel(GroupNormStatsKernel.BEST);
    private static final GroupNormApplyKernel APPLY = new GroupNormApplyKernel(GroupNormApplyKernel.BEST);
    private static final float EPS = 1e-5f;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "31, 33, 33", "33, 62, 31", "97, 6, 2", "257, 97, 1", "1050, 256, 32", "300, 64, 32"})
    void matchesReferenceForAwkwardSizes(int pixels, int channels, int groups) {
        final GroupNormApplyKernel.Shape shape = new GroupNormApplyKernel.Shape(pixels, channels, groups, EPS);
        for (final Filling filling : Filling.values()) {
            final float[] x = filling.floats(pixels * channels, 1);
            final float[] gamma = filling.floats(channels, 2);
            final float[] beta = Filling.RANDOM.floats(channels, 3);
            AccuracyCheck.notWorseThanPlain(shape + ", " + filling, launch(shape, x, gamma, beta),
                    GroupNormReference.plain(shape, x, gamma, beta), GroupNormReference.exact(shape, x, gamma, beta));
        }
    }

    @Test
    void sumsAreExactWhereFloatsAreSmallIntegers() {
        final int pixels = 300;
        final float[] x = new float[pixels * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
        }
        final double[] partial = partial(new GroupNormStatsKernel.Shape(pixels, 2, 1), x);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < partial.length; i += 2) {
            sum += partial[i];
            squares += partial[i + 1];
        }
        double expected = 0;
        double expectedSquares = 0;
        for (final float v : x) {
            expected += v;
            expectedSquares += v * v;
        }
        assertEquals(expected, sum);
        assertEquals(expectedSquares, squares);
    }

    @Test
    void aFarOffMeanLosesNothing() {
        final GroupNormApplyKernel.Shape shape = new GroupNormApplyKernel.Shape(257, 8, 4, EPS);
        final float[] x = Filling.RANDOM.floats(257 * 8, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] = 1000 + x[i] / 8;
        }
        final float[] one = Filling.ONES.floats(8, 2);
        AccuracyCheck.notWorseThanPlain("mean 1000", launch(shape, x, one, one), GroupNormReference.plain(shape, x, one, one),
                GroupNormReference.exact(shape, x, one, one));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final float[] x = Filling.RANDOM.floats(300 * 62, 1);
        KernelHarness.sameInEveryOrder(STATS, new GroupNormStatsKernel.Shape(300, 62, 31), x);
        final double[] partial = partial(new GroupNormStatsKernel.Shape(300, 62, 31), x);
        final float[] gamma = Filling.RANDOM.floats(62, 2);
        KernelHarness.sameInEveryOrder(APPLY, new GroupNormApplyKernel.Shape(300, 62, 31, EPS), x, bytes(partial), gamma, gamma);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new GroupNormStatsKernel.Shape(0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormStatsKernel.Shape(1, 3, 2));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 3, 2, EPS));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 2, 0, EPS));
    }

    private static double[] partial(GroupNormStatsKernel.Shape shape, float[] x) {
        return MemorySegment.ofArray(KernelHarness.launch(EngineOptions.deterministic(), STATS, shape, x).bytes("partial"))
                .toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    private static byte[] bytes(double[] values) {
        return MemorySegment.ofArray(values).toArray(ValueLayout.JAVA_BYTE);
    }

    private static float[] launch(GroupNormApplyKernel.Shape s, float[] x, float[] gamma, float[] beta) {
        final double[] partial = partial(new GroupNormStatsKernel.Shape(s.pixels(), s.channels(), s.groups()), x);
        return KernelHarness.launch(EngineOptions.deterministic(), APPLY, s, x, bytes(partial), gamma, beta).floats("y");
    }
}
