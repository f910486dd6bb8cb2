package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticClaimKernel.Shape;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelHarness.Outputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which competing query owns which pixel. */
final class PanopticClaimKernelTest {

    private static final PanopticClaimKernel CLAIM = new PanopticClaimKernel(PanopticClaimKernel.BEST);
    private static final int POISON = -1;

    private static int[] queries(int max, int rows) {
        final int[] queries = new int[max];
        Arrays.setAll(queries, k -> (k * 7 + 1) % rows);
        return queries;
    }

    private static void check(Kernel<Shape> kernel, Shape shape, int[] queries, int count, int[] selected, int[] planes, int height,
            int width) {
        final int planeWords = planes.length / shape.patches();
        final int[] masks = new int[count * planeWords];
        final int[] full = new int[shape.max()];
        for (int k = 0; k < count; k++) {
            final int[] mask = MergingReference.mask(MergingInputs.row(selected, queries[k], shape.patches()), planes, planeWords);
            System.arraycopy(mask, 0, masks, k * planeWords, planeWords);
            full[k] = MergingReference.area(mask);
        }
        final int[] owners = MergingReference.owners(masks, count, height, width);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, queries, new int[]{count}, selected, planes,
                RequestRecords.of(shape.patches(), shape.queries(), height, width), new int[shape.max()], new int[shape.max()]);
        assertArrayEquals(full, out.ints("full"), "pixels, " + shape + ", count " + count);
        assertArrayEquals(Arrays.copyOf(MergingReference.ownedAreas(owners, count), shape.max()), out.ints("owned"),
                "owned pixels, " + shape + ", count " + count);
        final int[] numbers = MergingReference.numbers(owners, height, width);
        assertArrayEquals(numbers, Arrays.copyOf(out.ints("owners"), numbers.length), "owners, " + shape + ", count " + count);
        assertTrue(Arrays.stream(out.ints("owners")).skip(numbers.length).allMatch(w -> w == POISON), "nothing behind the last word");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "31, 33, 97, 7", "33, 31, 33, 40", "97, 65, 257, 5", "257, 20, 31, 9", "150, 48, 64, 100", "9, 1, 32, 33",
        "40, 40, 90, 255"})
    void ownersAreTheFirstMasks(int patches, int height, int width, int max) {
        final int rows = patches + 2;
        final int[] selected = MergingInputs.selection(rows, patches, 3);
        final int[] queries = queries(max, rows);
        final int[] sparse = MergingInputs.rectangles(patches, height, width);
        final int[] dense = RequestRecords.planes(patches, height, width, 2);
        for (final int count : new int[]{max, max / 2, 0}) {
            final Shape shape = new Shape(rows, patches, sparse.length, sparse.length / patches + 3, max);
            check(CLAIM, shape, queries, count, selected, sparse, height, width);
            check(CLAIM, shape, queries, count, selected, dense, height, width);
        }
    }

    /** A block takes many tiles, of which a later one holds nothing of an earlier one's. */
    @ParameterizedTest
    @CsvSource({"40, 100, 75, 12", "300, 70, 200, 40", "40, 33, 1000, 20"})
    void nothingIsLeftOverFromOneTileToTheNext(int patches, int height, int width, int max) {
        final int[] planes = MergingInputs.rectangles(patches, height, width);
        check(AdaptedKernel.withFewerBlocks(CLAIM, 2), new Shape(max, patches, planes.length, planes.length / patches, max),
                queries(max, max), max,
                MergingInputs.selection(max, patches, 5), planes, height, width);
    }

    /** Patches side by side, a result each, so that every number of an owner occurs. */
    @Test
    void everyNumberOfAnOwnerIsWritten() {
        final int[] planes = new int[255 * 260];
        final int[] selected = new int[255 * 8];
        for (int k = 0; k < 255; k++) {
            planes[k * 260 + k + 3] = 0x7FFF_8001 ^ k;
            selected[k * 8 + (k >> 5)] = 1 << (k & 31);
        }
        final int[] queries = new int[255];
        Arrays.setAll(queries, k -> k);
        check(CLAIM, new Shape(255, 255, planes.length, 260, 255), queries, 255, selected, planes, 260, 32);
    }

    /** A pixel of its own for each patch: warps take four of the list at once, eight apart, and it may end at any of them. */
    @Test
    void noPatchIsLeftOut() {
        for (int patches = 1; patches <= 69; patches += 4) {
            final int words = Math.ceilDiv(patches, 32);
            final int[] planes = new int[patches * words];
            final int[] all = new int[words];
            for (int n = 0; n < patches; n++) {
                planes[n * words + (n >> 5)] = 1 << (n & 31);
                all[n >> 5] |= 1 << (n & 31);
            }
            check(CLAIM, new Shape(1, patches, planes.length, words, 1), new int[1], 1, all, planes, 1, patches);
        }
    }

    /** A plane of one word, so that most lanes have none, more than 32 results, and the last patch, which the first 32 of them want too. */
    @Test
    void lanesBehindThePlanePushNothing() {
        final int[] planes = new int[32];
        Arrays.setAll(planes, n -> 1 << n % 31);
        final int[] selected = new int[33];
        Arrays.fill(selected, -1);
        check(CLAIM, new Shape(33, 32, 32, 1, 33), queries(33, 33), 33, selected, planes, 1, 31);
    }

    /** The first pixel of every word, and no other. */
    @Test
    void lonePixelsHaveOwners() {
        final int[] planes = new int[64];
        Arrays.fill(planes, 1);
        check(CLAIM, new Shape(1, 1, 64, 64, 1), new int[1], 1, new int[]{1}, planes, 64, 32);
    }

    /** What one block counts goes beyond 16 bits: pixels of two results, and those that nobody has. */
    @Test
    void oneBlockCountsManyPixels() {
        final int[] planes = new int[2 * 6_600];
        Arrays.fill(planes, 0, 2_200, -1);
        Arrays.fill(planes, 6_600 + 2_200, 6_600 + 4_400, -1);
        check(AdaptedKernel.withFewerBlocks(CLAIM, 1), new Shape(2, 2, planes.length, 6_600, 2), new int[]{0, 1}, 2, new int[]{1, 2},
                planes, 6_600,
                32);
    }

    /** More words in a row than 16 bits count, more tiles than blocks, and areas beyond 16 bits; bits beyond the width are nobody's. */
    @Test
    void wideImagesHaveOwners() {
        final int perRow = 33_000;
        final int width = perRow * 32 - 9;
        final int[] planes = new int[2 * perRow];
        Arrays.fill(planes, 20, 32_990, -1);
        final Outputs out = KernelHarness.launchLarge(CLAIM, new Shape(1, 1, planes.length, planes.length, 1), new int[1], new int[]{1},
                new int[]{1}, planes, RequestRecords.of(1, 1, 2, width), new int[1], new int[1]);
        assertEquals(2 * width, out.ints("owned")[0]);
        assertEquals((32_990 - 20) * 32, out.ints("full")[0]);
        assertArrayEquals(MergingReference.numbers(MergingReference.owners(planes, 1, 2, width), 2, width), out.ints("owners"));
    }

    @Test
    void queriesGoBeyondSixteenBits() {
        final int[] selected = new int[40_001];
        selected[40_000] = 1;
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), CLAIM, new Shape(selected.length, 1, 1, 1, 1),
                new int[]{40_000}, new int[]{1}, selected, new int[]{7}, RequestRecords.of(1, selected.length, 1, 5), new int[1],
                new int[1]);
        assertEquals(3, out.ints("full")[0]);
        assertEquals(5, out.ints("owned")[0]);
        assertArrayEquals(new int[]{7, 0, 0, 0, 0, 0, 0, 0}, out.ints("owners"));
    }

    /** More patches than a block turns words of a selection at once. */
    @Test
    void manyPatchesAreMerged() {
        final int patches = 300 * 32;
        final int[] selected = new int[300];
        Arrays.setAll(selected, i -> i * 0x9E37_79B9);
        final int[] planes = new int[patches];
        Arrays.setAll(planes, i -> i > 9000 ? 1 << i % 31 : 0);
        check(CLAIM, new Shape(1, patches, patches, 1, 1), new int[1], 1, selected, planes, 1, 31);
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final int[] planes = RequestRecords.planes(40, 33, 97, 2);
        KernelHarness.sameInEveryOrder(AdaptedKernel.withFewerBlocks(CLAIM, 3), new Shape(9, 40, planes.length, planes.length / 40, 9),
                queries(9, 9),
                new int[]{9}, MergingInputs.selection(9, 40, 3), planes, RequestRecords.of(40, 9, 33, 97), new int[9], new int[9]);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 1, 256));
        final String refused = assertThrows(IllegalArgumentException.class, () -> new Shape(1, 2048, 1, 1, 255)).getMessage();
        assertTrue(refused.contains("patches=2048") && refused.contains("max=255"), refused);
        assertTrue(PanopticClaimKernel.takes(1024, 255));
    }
}
