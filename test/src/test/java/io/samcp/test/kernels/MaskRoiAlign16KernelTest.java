package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.kernels.Precision;
import io.samcp.kernels.roialign.MaskRoiAlign16Kernel;
import io.samcp.kernels.roialign.MaskRoiAlign16Kernel.Shape;
import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Fill;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Level;
import io.samcp.kernels.roialign.MaskRoiAlignReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MaskRoIAlign with results of 16 bits. */
final class MaskRoiAlign16KernelTest {

    private static final float FINEST = 56;
    private static final float[] NO_MAP = {};

    static Stream<MaskRoiAlign16Kernel> kernels() {
        return KernelCatalogue.all().stream().filter(MaskRoiAlign16Kernel.class::isInstance).map(MaskRoiAlign16Kernel.class::cast);
    }

    /** What differs in the name of a type alone is tested more briefly. */
    private static Stream<MaskRoiAlign16Kernel> texts() {
        return kernels().filter(k -> k.precision() == Precision.BF16);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isTheRoundedSumForAwkwardSizes(MaskRoiAlign16Kernel kernel) {
        for (final int[] size : new int[][]{{1, 8, 0}, {31, 8, 2}, {3, 32, 0}, {2, 136, 1}, {2, 264, 0}, {1, 128, 3}}) {
            for (final Filling filling : size[1] > 8 ? List.of(Filling.RANDOM) : List.of(Filling.values())) {
                check(kernel, new MaskRoiAlignKernel.Shape(size[0], size[1], levels(160, 128, 4), size[2], Fill.ZERO, 0.25f, FINEST),
                        KernelInputs.boxes(size[0], 160, 128, 7), filling);
            }
        }
        check(kernel, new MaskRoiAlignKernel.Shape(5, 40, levels(160, 128, 2), 0, Fill.OFF, 0.25f, FINEST),
                KernelInputs.boxes(5, 160, 128, 8), Filling.RANDOM);
    }

    /** More rows and columns of samples in a bin than a warp finds at once. */
    @ParameterizedTest
    @MethodSource("kernels")
    void takesManySamples(MaskRoiAlign16Kernel kernel) {
        for (int samples = 15; samples <= 33; samples += 3) {
            final float[] boxes = {0.5f, 0.5f, 7 * samples, 20, 1, 0.5f, 9, 7 * samples - 0.25f};
            check(kernel, new MaskRoiAlignKernel.Shape(2, 8, List.of(new Level(70, 60)), 0, Fill.OFF, 1, FINEST), boxes, Filling.RANDOM);
        }
    }

    /** Boxes on each of the levels, and a level that is not there. */
    @ParameterizedTest
    @MethodSource("kernels")
    void takesEachLevel(MaskRoiAlign16Kernel kernel) {
        final float[] boxes = new float[16];
        for (int n = 0; n < 4; n++) {
            boxes[4 * n] = 30;
            boxes[4 * n + 1] = 2;
            boxes[4 * n + 2] = 30 + (3 << n);
            boxes[4 * n + 3] = 2 + (3 << n);
        }
        for (int count = 1; count <= 4; count++) {
            check(kernel, new MaskRoiAlignKernel.Shape(4, 8, levels(96, 88, count), 0, Fill.OFF, 0.3f, 2), boxes, Filling.RANDOM);
        }
    }

    /** Sides at which the added millionth makes exactly 2, 4 and 8, and the one before the first of them. */
    @ParameterizedTest
    @MethodSource("kernels")
    void takesTheLevelExactlyAtTheSides(MaskRoiAlign16Kernel kernel) {
        final float less = 0x1p-20f;
        final float before = Math.nextDown(2 - less);
        final float[] boxes = {0, 0, 2 - less, 2 - less, 0, 0, 4 - less, 4 - less, 0, 0, 8 - less, 8 - less, 0, 0, before, before};
        check(kernel, new MaskRoiAlignKernel.Shape(4, 8, levels(128, 128, 4), 0, Fill.OFF, 1, 1), boxes, Filling.RANDOM);
    }

    /** Bins of size 1 and one sample each: samples at the edges, and a sixteenth of a cell beyond them. */
    @ParameterizedTest
    @MethodSource("kernels")
    void countsSamplesUpToOneCellOutsideTheMap(MaskRoiAlign16Kernel kernel) {
        final float[] boxes = {-3, -4, 4, 3, 7, 9, 14, 16, -3.0625f, -4.0625f, 3.9375f, 2.9375f, 7.0625f, 9.0625f, 14.0625f, 16.0625f};
        check(kernel, new MaskRoiAlignKernel.Shape(4, 8, List.of(new Level(12, 10)), 1, Fill.OFF, 1, FINEST), boxes, Filling.RANDOM);
    }

    /** 65,537 samples on one axis of a bin, a few of them on the map; the other bins are masked. */
    @ParameterizedTest
    @MethodSource("texts")
    void dividesByMoreSamplesThanSixteenBitsCount(MaskRoiAlign16Kernel kernel) {
        final float from = -32_766.75f;
        final float to = from + 7 * 65_536.5f;
        final byte[] mask = new byte[98];
        mask[0] = 1;
        mask[49] = 1;
        checkLarge(kernel, new MaskRoiAlignKernel.Shape(2, 8, List.of(new Level(4, 4)), 0, Fill.ZERO, 1, FINEST),
                new float[]{0, from, 7, to, from, 0, to, 7}, mask);
    }

    /** The last bin has pixels, the others are masked. */
    @ParameterizedTest
    @MethodSource("texts")
    void takesMoreChannelsThanSixteenBitsCount(MaskRoiAlign16Kernel kernel) {
        final byte[] mask = new byte[49];
        mask[48] = 1;
        checkLarge(kernel, new MaskRoiAlignKernel.Shape(1, 32_776, List.of(new Level(1, 1)), 1, Fill.ZERO, 1, FINEST),
                new float[]{0, 0, 1, 1}, mask);
    }

    /** The last bin takes all four pixels of both axes, with the weight of a fifth being nothing. */
    @ParameterizedTest
    @MethodSource("kernels")
    void readsNothingBeyondTheLastPixel(MaskRoiAlign16Kernel kernel) {
        check(kernel, new MaskRoiAlignKernel.Shape(1, 8, List.of(new Level(4, 4)), 0, Fill.OFF, 1, FINEST), new float[]{-24, -24, 4, 4},
                Filling.RANDOM);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesZerosWhereThereIsNothing(MaskRoiAlign16Kernel kernel) {
        final MaskRoiAlignKernel.Shape roi = new MaskRoiAlignKernel.Shape(3, 8, levels(160, 128, 4), 0, Fill.ZERO, 0.25f, FINEST);
        final float[] boxes = {10, 20, 90, 20, 1000, 1000, 1100, 1200, 10, 10, 90, 90};
        final byte[] mask = new byte[3 * 49];
        Arrays.fill(mask, 0, 98, (byte) 1);
        final byte[] out = launch(kernel, new Shape(roi), maps(roi, Filling.ONES), boxes, mask);
        assertArrayEquals(new byte[3 * 49 * 8 * Short.BYTES], out, "a box without height, one outside, a masked one");
    }

    /** Values that only rounding at the very end gives: one bit beyond half of the last place. */
    @ParameterizedTest
    @MethodSource("kernels")
    void roundsOnce(MaskRoiAlign16Kernel kernel) {
        final MaskRoiAlignKernel.Shape roi = new MaskRoiAlignKernel.Shape(1, 8, List.of(new Level(8, 8)), 1, Fill.OFF, 1, FINEST);
        final float half = kernel.precision() == Precision.BF16 ? 0x1p-8f : 0x1p-11f;
        final float[] values = {1 + half, 1 + half + 0x1p-23f, 1 + 3 * half, -1 - half, 0x1p-14f * (1 + half), 65_519.996f, 65_520, -0.0f};
        final float[] map = new float[512];
        for (int i = 0; i < map.length; i++) {
            map[i] = values[i & 7];
        }
        final float[] box = {0.5f, 0.5f, 7.5f, 7.5f};
        final Shape shape = new Shape(roi);
        final float[] out = kernel.precision().toFloats(launch(kernel, shape, List.of(map), box, new byte[49]));
        AccuracyCheck.sameBits(kernel.name(), out, MaskRoiAlignReference.rounded(kernel, shape, List.of(map), box, new byte[49]));
        assertEquals(1.0f, out[0], "a tie goes to even");
        assertEquals(1 + 2 * half, out[1], "beyond a tie it goes up");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void givesTheSameBitsInEveryOrderOfWarps(MaskRoiAlign16Kernel kernel) {
        final MaskRoiAlignKernel.Shape roi = new MaskRoiAlignKernel.Shape(3, 136, levels(160, 128, 4), 2, Fill.ZERO, 0.25f, FINEST);
        final List<float[]> maps = maps(roi, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(kernel, new Shape(roi), maps.get(0), maps.get(1), maps.get(2), maps.get(3),
                KernelInputs.boxes(3, 160, 128, 1), KernelInputs.cells(3, 1));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void touchesTheBytesOfItsCostAndNoOthers(MaskRoiAlign16Kernel kernel) {
        final MaskRoiAlignKernel.Shape roi = new MaskRoiAlignKernel.Shape(12, 128, levels(1333, 800, 4), 0, Fill.ZERO, 0.25f, FINEST);
        final List<float[]> maps = maps(roi, Filling.ONES);
        final float[] boxes = KernelInputs.boxes(12, 1333, 800, 5);
        final byte[] mask = KernelInputs.cells(12, 6);
        final Cost cost = MaskRoiAlignReference.cost(roi, boxes, mask, Short.BYTES);
        final LaunchCounters counted = LaunchCounts.of(kernel, new Shape(roi), maps.get(0), maps.get(1), maps.get(2), maps.get(3), boxes,
                mask);
        final double moved = (double) counted.distinctBytes() / cost.bytes();
        final double flops = (double) counted.flops() / cost.flops();
        final String what = kernel.name() + ": bytes each once " + moved + ", flops " + flops + " times " + cost + "; " + counted.total();
        assertTrue(moved > 0.99 && moved <= 1, what);
        assertTrue(flops >= 0.98 && (kernel.version() == MaskRoiAlign16Kernel.Version.V3_OPERAND || flops < 1.3), what);
    }

    @Test
    void textsDifferInTheTypeAlone() {
        for (final MaskRoiAlign16Kernel.Version version : MaskRoiAlign16Kernel.Version.values()) {
            final Kernel<?> bf16 = new MaskRoiAlign16Kernel(version, Precision.BF16);
            final Kernel<?> f16 = new MaskRoiAlign16Kernel(version, Precision.FP16);
            assertEquals(f16.source().text(), bf16.source().text().replace("bf16", "f16"));
        }
    }

    @Test
    void refusesWhatIsOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.BEST, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.BEST, Precision.TF32));
        final MaskRoiAlignKernel.Shape odd = new MaskRoiAlignKernel.Shape(1, 12, levels(160, 128, 1), 0, Fill.OFF, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> new Shape(odd));
    }

    private static void check(MaskRoiAlign16Kernel kernel, MaskRoiAlignKernel.Shape roi, float[] boxes, Filling filling) {
        final Shape shape = new Shape(roi);
        final List<float[]> maps = maps(roi, filling);
        final byte[] mask = Arrays.copyOfRange(KernelInputs.cells(roi.boxes() + 1, 8), 49, 49 * (roi.boxes() + 1));
        AccuracyCheck.sameBits(kernel.name() + ", " + roi + ", " + filling,
                kernel.precision().toFloats(launch(kernel, shape, maps, boxes, mask)),
                MaskRoiAlignReference.rounded(kernel, shape, maps, boxes, mask));
    }

    private static void checkLarge(MaskRoiAlign16Kernel kernel, MaskRoiAlignKernel.Shape roi, float[] boxes, byte[] mask) {
        final Shape shape = new Shape(roi);
        final List<float[]> maps = maps(roi, Filling.RANDOM);
        AccuracyCheck.sameBits(kernel.name() + ", " + roi, kernel.precision().toFloats(
                KernelHarness.launchLarge(kernel, shape, maps.getFirst(), NO_MAP, NO_MAP, NO_MAP, boxes, mask).bytes("out")),
                MaskRoiAlignReference.rounded(kernel, shape, maps, boxes, mask));
    }

    private static byte[] launch(MaskRoiAlign16Kernel kernel, Shape shape, List<float[]> maps, float[] boxes, byte[] mask) {
        final float[][] p = {NO_MAP, NO_MAP, NO_MAP, NO_MAP};
        for (int i = 0; i < maps.size(); i++) {
            p[i] = maps.get(i);
        }
        return KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, p[0], p[1], p[2], p[3], boxes, mask).bytes("out");
    }

    private static List<Level> levels(int width, int height, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Level(Math.ceilDiv(height, 4 << i), Math.ceilDiv(width, 4 << i))).toList();
    }

    private static List<float[]> maps(MaskRoiAlignKernel.Shape s, Filling filling) {
        return IntStream.range(0, s.levels().size())
                .mapToObj(i -> filling.floats(s.levels().get(i).height() * s.levels().get(i).width() * s.channels(), i)).toList();
    }
}
