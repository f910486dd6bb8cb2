package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.kernels.merging.PanopticSettleKernel;
import io.samcp.kernels.merging.PanopticSettleKernel.Shape;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelHarness.Outputs;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which competing queries become segments, and the maps. */
final class PanopticSettleKernelTest {

    private static final PanopticSettleKernel SETTLE = new PanopticSettleKernel(PanopticSettleKernel.BEST);
    private static final int POISON = -1;

    /** Random owners, and areas of which about a third is too small. */
    private static void check(Kernel<Shape> kernel, Shape shape, int count, int height, int width) {
        final Random random = new Random(7);
        final int[] owners = new int[height * width];
        Arrays.setAll(owners, p -> random.nextInt(count + 1) - 1);
        final int max = shape.max();
        final int[] queries = new int[max];
        final int[] labels = new int[max];
        final int[] owned = new int[max];
        final int[] full = new int[max];
        for (int k = 0; k < max; k++) {
            queries[k] = 3 * k + 1;
            labels[k] = random.nextInt(3 * shape.things() / 2 + 1);
            full[k] = random.nextInt(11);
            owned[k] = full[k] - random.nextInt(4);
        }
        final int[] values = MergingReference.values(new PanopticAcceptKernel.Shape(max, shape.things(), shape.threshold()), labels, owned,
                full, count);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, queries, labels, new int[]{count}, owned,
                full,
                padded(MergingReference.numbers(owners, height, width), PanopticClaimKernel.PLANES * shape.maskWords()),
                RequestRecords.of(1, 1, height, width));
        final String what = shape + ", count " + count;
        final int[] map = MergingReference.map(new PanopticPaintKernel.Shape(1, height * width, max, shape.voidValue(), shape.strict()),
                owners,
                values);
        assertArrayEquals(map, Arrays.copyOf(out.ints("map"), map.length), "map, " + what);
        assertArrayEquals(Arrays.stream(map).map(v -> v % 1000).toArray(), Arrays.copyOf(out.ints("semantic"), map.length),
                "semantic map, " + what);
        assertTrue(Arrays.stream(out.ints("map")).skip(map.length).allMatch(v -> v == POISON), "nothing behind the last pixel");
        int segment = 0;
        for (int k = 0; k < count; k++) {
            if (values[k] >= 0) {
                assertArrayEquals(new int[]{queries[k], labels[k], values[k] / 1000, owned[k], full[k]},
                        Arrays.copyOfRange(out.ints("segments"), 5 * segment, 5 * segment + 5), "segment " + segment + ", " + what);
                segment++;
            }
        }
        assertEquals(segment, out.ints("segment_count")[0], "segments, " + what);
        assertTrue(Arrays.stream(out.ints("segments")).skip(5L * segment).allMatch(v -> v == POISON), "nothing behind the last segment");
    }

    private static int[] padded(int[] words, int length) {
        return Arrays.copyOf(words, length);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "33, 97, 7", "31, 33, 40", "20, 100, 3", "97, 257, 5", "48, 64, 100", "1, 32, 33", "40, 90, 255", "5, 92, 254"})
    void mapsFollowTheRulesOfSegments(int height, int width, int max) {
        for (final int count : new int[]{max, max / 2, 0}) {
            for (final boolean strict : new boolean[]{true, false}) {
                final int words = height * Math.ceilDiv(width, 32);
                check(SETTLE, new Shape(words + 2, height * width + 5, max, 80, 133, 0.8, strict), count, height, width);
            }
        }
    }

    /** A block paints many groups of words. */
    @ParameterizedTest
    @CsvSource({"100, 76, 12", "70, 201, 40"})
    void blocksTakeTurns(int height, int width, int max) {
        check(AdaptedKernel.withFewerBlocks(SETTLE, 2),
                new Shape(height * Math.ceilDiv(width, 32), height * width, max, 80, 133, 0.8, false), max,
                height,
                width);
    }

    /** More rows, columns and words in a row than 16 bits count. */
    @ParameterizedTest
    @CsvSource({"40000, 2", "40000, 4", "2, 1048577", "2, 1048580"})
    void longImagesArePainted(int height, int width) {
        final int[] owners = new int[height * width];
        Arrays.setAll(owners, p -> (p * 0x9E37_79B9 >>> 17) % 3 - 1);
        final Shape shape = new Shape(height * Math.ceilDiv(width, 32), height * width, 2, 1, 7, 0, true);
        assertArrayEquals(
                MergingReference.map(new PanopticPaintKernel.Shape(1, height * width, 2, 7, true), owners, new int[]{1000, 70_003}),
                KernelHarness.launchLarge(SETTLE, shape, new int[2], new int[]{0, 70_003}, new int[]{2}, new int[]{1, 1}, new int[]{1, 1},
                        MergingReference.numbers(owners, height, width), RequestRecords.of(1, 1, height, width)).ints("map"));
    }

    @Test
    void segmentsOfAnyAreaAreDecidedUpon() {
        final int[] queries = {100_000, 1, 2, 3, 4, 5, 6};
        final int[] labels = {3, 4, 5, 70_006, 7, 8, 9};
        final int[] owned = {1, 0, 1, 65_536, 0x7FFF_FFFF, 98_304, 0};
        final int[] full = {1, 5, 0, 65_536, 0x7FFF_FFFF, 131_072, 0};
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), SETTLE, new Shape(1, 7, 7, 0, 0, 0, true), queries, labels,
                new int[]{7}, owned, full, MergingReference.numbers(new int[]{0, 1, 2, 3, 4, 5, 6}, 1, 7), RequestRecords.of(1, 1, 1, 7));
        assertArrayEquals(new int[]{3, 0, 0, 70_006, 7, 8, 0}, out.ints("map"));
        assertArrayEquals(new int[]{100_000, 3, 0, 1, 1, 3, 70_006, 0, 65_536, 65_536}, Arrays.copyOf(out.ints("segments"), 10));
        assertEquals(4, out.ints("segment_count")[0]);
    }

    /** As many results as there may be, all of them accepted. */
    @Test
    void everyResultBecomesASegment() {
        final int[] numbers = new int[255];
        Arrays.setAll(numbers, k -> k);
        final int[] ones = new int[255];
        Arrays.fill(ones, 1);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), SETTLE, new Shape(8, 255, 255, 1, 9, 0.8, true), numbers,
                new int[255], new int[]{255}, ones, ones, MergingReference.numbers(numbers, 1, 255), RequestRecords.of(1, 1, 1, 255));
        assertEquals(255, out.ints("segment_count")[0]);
        for (int k = 0; k < 255; k++) {
            assertArrayEquals(new int[]{k, 0, k + 1, 1, 1}, Arrays.copyOfRange(out.ints("segments"), 5 * k, 5 * k + 5));
            assertEquals(1000 * (k + 1), out.ints("map")[k]);
        }
    }

    /** Unless the map is strict; the first result is a thing here, whose value and class differ. */
    @Test
    void pixelsInNoMaskAreTheFirstResults() {
        for (final int width : new int[]{4, 5}) {
            final int[] owners = new int[width];
            Arrays.fill(owners, 1, width, -1);
            final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), SETTLE, new Shape(1, width, 1, 80, 133, 0.8, false),
                    new int[1], new int[]{7}, new int[]{1}, new int[]{width}, new int[]{width}, MergingReference.numbers(owners, 1, width),
                    RequestRecords.of(1, 1, 1, width));
            assertTrue(Arrays.stream(out.ints("map")).allMatch(v -> v == 1007), "values");
            assertTrue(Arrays.stream(out.ints("semantic")).allMatch(v -> v == 7), "classes");
        }
    }

    @Test
    void exactlyTheShareIsEnough() {
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), SETTLE, new Shape(1, 4, 3, 1, 9, 0.8, true),
                new int[]{0, 1, 2},
                new int[]{0, 0, 4}, new int[]{3}, new int[]{4, 799, 0}, new int[]{5, 1000, 5},
                MergingReference.numbers(new int[]{0, 1, 2, -1}, 1, 4), RequestRecords.of(1, 1, 1, 4));
        assertArrayEquals(new int[]{1000, 9, 9, 9}, out.ints("map"));
        assertArrayEquals(new int[]{0, 9, 9, 9}, out.ints("semantic"));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final int[] owners = new int[33 * 100];
        Arrays.setAll(owners, p -> p * 31 % 41 - 1);
        final int[] ones = new int[40];
        Arrays.fill(ones, 1);
        for (final int width : new int[]{100, 99}) {
            KernelHarness.sameInEveryOrder(AdaptedKernel.withFewerBlocks(SETTLE, 3), new Shape(33 * 4, 33 * width, 40, 20, 133, 0.8, false),
                    new int[40],
                    new int[40], new int[]{40}, ones, ones, MergingReference.numbers(Arrays.copyOf(owners, 33 * width), 33, width),
                    RequestRecords.of(1, 1, 33, width));
        }
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 256, 1, 1, 0.8, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 1, -1, 0.8, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 1, 1, Double.NaN, true));
    }
}
