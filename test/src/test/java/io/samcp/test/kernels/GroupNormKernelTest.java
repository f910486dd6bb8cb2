package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Group norm, its two passes one after the other. */
final class GroupNormKernelTest {

    private static final int[][] SIZES = {{1, 1, 1}, {31, 33, 33}, {33, 62, 31}, {97, 6, 2}, {257, 97, 1}, {1050, 256, 32}, {300, 64, 32}};
    private static final GroupNormStatsKernel.Version STATS = GroupNormStatsKernel.BEST;
    private static final GroupNormApplyKernel.Version APPLY = GroupNormApplyKernel.BEST;
    private static final float EPS = 1e-5f;

    /** Results are at most about 20; no reference may be wrong altogether. */
    private static final double SANE = 1e-4;

    @ParameterizedTest
    @EnumSource(GroupNormStatsKernel.Version.class)
    void everyFirstPassMatchesReferenceForAwkwardSizes(GroupNormStatsKernel.Version stats) {
        checkSizes(stats, APPLY);
    }

    @ParameterizedTest
    @EnumSource(GroupNormApplyKernel.Version.class)
    void everySecondPassMatchesReferenceForAwkwardSizes(GroupNormApplyKernel.Version apply) {
        checkSizes(STATS, apply);
    }

    private static void checkSizes(GroupNormStatsKernel.Version stats, GroupNormApplyKernel.Version apply) {
        for (final int[] size : SIZES) {
            for (final Filling filling : Filling.values()) {
                check(stats, apply, new GroupNormApplyKernel.Shape(size[0], size[1], size[2], EPS), filling);
            }
        }
    }

    private static void check(GroupNormStatsKernel.Version stats, GroupNormApplyKernel.Version apply, GroupNormApplyKernel.Shape shape,
            Filling filling) {
        final float[] x = filling.floats(shape.pixels() * shape.channels(), 1);
        final float[] gamma = filling.floats(shape.channels(), 2);
        final float[] beta = Filling.RANDOM.floats(shape.channels(), 3);
        final float[] plain = GroupNormReference.plain(shape, x, gamma, beta);
        final double[] exact = GroupNormReference.exact(shape, x, gamma, beta);
        final String what = stats + ", " + apply + " " + shape + ", " + filling;
        AccuracyCheck.within("plain float, " + what, plain, exact, SANE);
        AccuracyCheck.notWorseThanPlain(what, launch(stats, apply, shape, x, gamma, beta), plain, exact);
    }

    @ParameterizedTest
    @EnumSource(GroupNormApplyKernel.Version.class)
    void takesMorePartialSumsThanABlockHasThreads(GroupNormApplyKernel.Version apply) {
        final GroupNormApplyKernel.Shape shape = new GroupNormApplyKernel.Shape(66_800, 2, 2, EPS);
        final float[] x = Filling.RANDOM.floats(66_800 * 2, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] += i / 50_000; // the later pixels shift the mean: none may be forgotten
        }
        final float[] gamma = {1, 2};
        AccuracyCheck.within(apply + " " + shape, launch(STATS, apply, shape, x, gamma, gamma),
                GroupNormReference.exact(shape, x, gamma, gamma), 4e-6);
    }

    @ParameterizedTest
    @EnumSource(GroupNormStatsKernel.Version.class)
    void sumsAreExactWhereFloatsAreSmallIntegers(GroupNormStatsKernel.Version version) {
        final int pixels = 300;
        final float[] x = new float[pixels * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
        }
        final double[] partial = partial(version, new GroupNormStatsKernel.Shape(pixels, 2, 1), x);
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
        assertEquals(expected, sum, version + ": sum");
        assertEquals(expectedSquares, squares, version + ": sum of squares");
    }

    @ParameterizedTest
    @EnumSource(GroupNormApplyKernel.Version.class)
    void aFarOffMeanCostsNoMoreThanItsOwnRounding(GroupNormApplyKernel.Version apply) {
        final GroupNormApplyKernel.Shape shape = new GroupNormApplyKernel.Shape(257, 8, 4, EPS);
        final float[] x = Filling.RANDOM.floats(257 * 8, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] = 1000 + x[i] / 8;
        }
        final float[] one = Filling.ONES.floats(8, 2);
        // the mean is rounded to float, half a unit in the last place of 1000, and a deviation of 1/8 enlarges that eightfold
        AccuracyCheck.within("mean 1000", launch(STATS, apply, shape, x, one, one), GroupNormReference.exact(shape, x, one, one),
                5 * Math.ulp(1000f));
    }

    @ParameterizedTest
    @EnumSource(GroupNormApplyKernel.Version.class)
    void anInfinityMakesItsGroupNaNAndNoOther(GroupNormApplyKernel.Version apply) {
        final float[] one = {1, 1, 1, 1};
        final float[] y = launch(STATS, apply, new GroupNormApplyKernel.Shape(2, 4, 2, EPS),
                new float[]{Float.POSITIVE_INFINITY, 1, 3, 3, 2, 3, 3, 3}, one, one);
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, 1, 1, Float.NaN, Float.NaN, 1, 1}, y, apply.name());
    }

    @ParameterizedTest
    @EnumSource(GroupNormStatsKernel.Version.class)
    void firstPassGivesTheSameBitsInEveryOrderOfWarps(GroupNormStatsKernel.Version version) {
        KernelHarness.sameInEveryOrder(new GroupNormStatsKernel(version), new GroupNormStatsKernel.Shape(300, 62, 31),
                Filling.RANDOM.floats(300 * 62, 1));
    }

    @ParameterizedTest
    @EnumSource(GroupNormApplyKernel.Version.class)
    void secondPassGivesTheSameBitsInEveryOrderOfWarps(GroupNormApplyKernel.Version version) {
        final float[] x = Filling.RANDOM.floats(300 * 62, 1);
        final double[] partial = partial(STATS, new GroupNormStatsKernel.Shape(300, 62, 31), x);
        final float[] gamma = Filling.RANDOM.floats(62, 2);
        KernelHarness.sameInEveryOrder(new GroupNormApplyKernel(version), new GroupNormApplyKernel.Shape(300, 62, 31, EPS), x,
                bytes(partial), gamma, gamma);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new GroupNormStatsKernel.Shape(0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormStatsKernel.Shape(1, 3, 2));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 3, 2, EPS));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 2, 0, EPS));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormStatsKernel.Shape(1, 65_536, 65_536));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1 << 16, 1 << 15, 1, EPS));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 2, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new GroupNormApplyKernel.Shape(1, 2, 1, Float.NaN));
    }

    private static double[] partial(GroupNormStatsKernel.Version version, GroupNormStatsKernel.Shape shape, float[] x) {
        return MemorySegment.ofArray(
                KernelHarness.launch(EngineOptions.deterministic(), new GroupNormStatsKernel(version), shape, x).bytes("partial"))
                .toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    private static byte[] bytes(double[] values) {
        return MemorySegment.ofArray(values).toArray(ValueLayout.JAVA_BYTE);
    }

    private static float[] launch(GroupNormStatsKernel.Version stats, GroupNormApplyKernel.Version apply, GroupNormApplyKernel.Shape s,
            float[] x, float[] gamma, float[] beta) {
        final double[] partial = partial(stats, new GroupNormStatsKernel.Shape(s.pixels(), s.channels(), s.groups()), x);
        return KernelHarness.launch(EngineOptions.deterministic(), new GroupNormApplyKernel(apply), s, x, bytes(partial), gamma, beta)
                .floats("y");
    }
}
