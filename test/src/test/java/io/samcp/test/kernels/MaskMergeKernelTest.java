package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.kernels.merging.MaskMergeKernel.Version;
import io.samcp.kernels.merging.MergingReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelHarness.Outputs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks of results from planes of patches, every rung. */
final class MaskMergeKernelTest {

    private static final int POISON = -1;

    /** The operands of one rung: the later one adds to areas that are zero. */
    private static Object[] operands(Version version, int max, Object... others) {
        if (version == Version.V1_BLOCK_PER_RESULT) {
            return others;
        }
        final Object[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = new int[max];
        return all;
    }

    private static Outputs merge(Version version, MaskMergeKernel.Shape shape, Object... others) {
        return KernelHarness.launch(EngineOptions.deterministic(), new MaskMergeKernel(version), shape,
                operands(version, shape.max(), others));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 0", "31, 33, 97, 7, 2", "33, 31, 33, 40, 0", "97, 65, 257, 5, 53", "257, 20, 31, 9, 1",
        "150, 48, 64, 100, 53", "9, 1, 32, 33, 0"})
    void masksAreUnionsOfPlanes(int patches, int height, int width, int max, int offset) {
        final int rows = offset + patches + 2;
        final int[] planes = RequestRecords.planes(patches, height, width, 2);
        final int planeWords = planes.length / patches;
        final int[] selected = MergingInputs.selection(rows, patches, 3);
        final int[] queries = new int[max];
        for (int k = 0; k < max; k++) {
            queries[k] = (k * 7 + 1) % (rows - offset);
        }
        final int capacity = planeWords + 3;
        final int words = Math.ceilDiv(patches, 32);
        for (final Version version : Version.values()) {
            for (final int count : new int[]{Math.max(1, max - 1), 0}) {
                final Outputs out = merge(version, new MaskMergeKernel.Shape(rows, patches, planes.length, capacity, max, offset), queries,
                        new int[]{count}, selected, planes, RequestRecords.of(patches, rows, height, width));
                for (int k = 0; k < count; k++) {
                    final int[] chosen = MergingInputs.row(selected, offset + queries[k], patches);
                    final int[] mask = MergingReference.mask(chosen, planes, planeWords);
                    assertArrayEquals(chosen, Arrays.copyOfRange(out.ints("patches"), k * words, (k + 1) * words),
                            version + ": patches of " + k);
                    assertArrayEquals(mask, Arrays.copyOfRange(out.ints("masks"), k * planeWords, (k + 1) * planeWords),
                            version + ": mask " + k);
                    assertEquals(MergingReference.area(mask), out.ints("area")[k], version + ": area of " + k);
                }
                for (int k = count; k < max; k++) {
                    assertEquals(version == Version.V1_BLOCK_PER_RESULT ? POISON : 0, out.ints("area")[k], "area of " + k);
                    assertEquals(POISON, out.ints("patches")[k * words], "patches of " + k + " are not touched");
                }
                assertTrue(Arrays.stream(out.ints("masks"), count * planeWords, max * capacity).allMatch(w -> w == POISON),
                        version + ": masks from " + count + " on are not touched");
            }
        }
    }

    /** Sparse planes, as patches are: most tiles hold pixels of a few patches only, and a later tile none of an earlier one's. */
    @ParameterizedTest
    @CsvSource({"40, 100, 75, 12", "300, 70, 200, 40"})
    void nothingIsLeftOverFromOneTileToTheNext(int patches, int height, int width, int max) {
        final int[] planes = MergingInputs.rectangles(patches, height, width);
        final int planeWords = planes.length / patches;
        final int[] selected = MergingInputs.selection(max, patches, 5);
        final int[] queries = new int[max];
        Arrays.setAll(queries, k -> k);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(),
                AdaptedKernel.withFewerBlocks(new MaskMergeKernel(Version.V2_PLANES_ONCE), 2),
                new MaskMergeKernel.Shape(max, patches, planes.length, planeWords, max, 0), queries, new int[]{max}, selected, planes,
                RequestRecords.of(patches, max, height, width), new int[max]);
        for (int k = 0; k < max; k++) {
            final int[] mask = MergingReference.mask(MergingInputs.row(selected, k, patches), planes, planeWords);
            assertArrayEquals(mask, Arrays.copyOfRange(out.ints("masks"), k * planeWords, (k + 1) * planeWords), "mask " + k);
            assertEquals(MergingReference.area(mask), out.ints("area")[k], "area of " + k);
        }
    }

    /** A pixel of its own for each patch: warps take four of the list at once, eight apart, and it may end at any of them. */
    @ParameterizedTest
    @EnumSource
    void noPatchIsLeftOut(Version version) {
        for (int patches = 1; patches <= 69; patches += 4) {
            final int words = Math.ceilDiv(patches, 32);
            final int[] planes = new int[patches * words];
            final int[] all = new int[words];
            for (int n = 0; n < patches; n++) {
                planes[n * words + (n >> 5)] = 1 << (n & 31);
                all[n >> 5] |= 1 << (n & 31);
            }
            final Outputs out = merge(version, new MaskMergeKernel.Shape(1, patches, planes.length, words, 1, 0), new int[1], new int[]{1},
                    all, planes, RequestRecords.of(patches, 1, 1, patches));
            assertArrayEquals(all, out.ints("masks"), version + ", patches " + patches);
            assertEquals(patches, out.ints("area")[0]);
        }
    }

    /** A plane of one word, so that most lanes have none, more than 32 results, and the last patch, which the first 32 of them want too. */
    @ParameterizedTest
    @EnumSource
    void lanesBehindThePlanePushNothing(Version version) {
        final int[] planes = new int[32];
        Arrays.setAll(planes, n -> 1 << n % 31);
        final int[] selected = new int[33];
        Arrays.fill(selected, -1);
        final int[] queries = new int[33];
        Arrays.setAll(queries, k -> k);
        final Outputs out = merge(version, new MaskMergeKernel.Shape(33, 32, 32, 1, 33, 0), queries, new int[]{33}, selected, planes,
                RequestRecords.of(32, 33, 1, 31));
        assertTrue(Arrays.stream(out.ints("masks")).allMatch(w -> w == 0x7FFF_FFFF), version + ": masks");
        assertTrue(Arrays.stream(out.ints("area")).allMatch(a -> a == 31), version + ": areas");
    }

    /** The first pixel of every word, and no other. */
    @ParameterizedTest
    @EnumSource
    void lonePixelsAreMerged(Version version) {
        final int[] planes = new int[64];
        Arrays.fill(planes, 1);
        final Outputs out = merge(version, new MaskMergeKernel.Shape(1, 1, 64, 64, 1, 0), new int[1], new int[]{1}, new int[]{1}, planes,
                RequestRecords.of(1, 1, 64, 32));
        assertArrayEquals(planes, out.ints("masks"));
        assertEquals(64, out.ints("area")[0]);
    }

    /** What one block counts, too, goes beyond 16 bits. */
    @Test
    void oneBlockCountsManyPixels() {
        final int[] planes = new int[2_200];
        Arrays.fill(planes, -1);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(),
                AdaptedKernel.withFewerBlocks(new MaskMergeKernel(Version.V2_PLANES_ONCE), 1),
                new MaskMergeKernel.Shape(1, 1, 2_200, 2_200, 1, 0),
                new int[1], new int[]{1}, new int[]{1}, planes, RequestRecords.of(1, 1, 2_200, 32), new int[1]);
        assertEquals(2_200 * 32, out.ints("area")[0]);
    }

    /** More tiles than blocks. */
    @ParameterizedTest
    @EnumSource
    void areasGoBeyondSixteenBits(Version version) {
        final int[] planes = new int[1024 * 34];
        Arrays.fill(planes, -1);
        final Outputs out = merge(version, new MaskMergeKernel.Shape(1, 1, planes.length, planes.length, 1, 0), new int[1], new int[]{1},
                new int[]{1}, planes, RequestRecords.of(1, 1, 1024, 34 * 32));
        assertArrayEquals(planes, out.ints("masks"));
        assertEquals(1024 * 34 * 32, out.ints("area")[0]);
    }

    /** More patches than a block copies words of a selection at once. */
    @ParameterizedTest
    @EnumSource
    void manyPatchesAreMerged(Version version) {
        final int patches = 300 * 32;
        final int[] selected = new int[300];
        Arrays.setAll(selected, i -> i * 0x9E37_79B9);
        final int[] planes = new int[patches];
        Arrays.setAll(planes, i -> i > 9000 ? 1 << i % 31 : 0);
        final Outputs out = merge(version, new MaskMergeKernel.Shape(1, patches, patches, 1, 1, 0), new int[1], new int[]{1}, selected,
                planes, RequestRecords.of(patches, 1, 1, 31));
        assertArrayEquals(selected, out.ints("patches"));
        assertArrayEquals(MergingReference.mask(selected, planes, 1), out.ints("masks"));
    }

    @ParameterizedTest
    @EnumSource
    void queriesGoBeyondSixteenBits(Version version) {
        final int[] selected = new int[40_001];
        selected[40_000] = 1;
        final Outputs out = merge(version, new MaskMergeKernel.Shape(selected.length, 1, 1, 1, 1, 0), new int[]{40_000}, new int[]{1},
                selected, new int[]{7}, RequestRecords.of(1, selected.length, 1, 3));
        assertEquals(3, out.ints("area")[0]);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsInEveryOrderOfWarps(Version version) {
        final int[] planes = RequestRecords.planes(40, 33, 97, 2);
        final int[] selected = MergingInputs.selection(9, 40, 3);
        KernelHarness.sameInEveryOrder(new MaskMergeKernel(version),
                new MaskMergeKernel.Shape(9, 40, planes.length, planes.length / 40, 5, 2),
                operands(version, 5, new int[]{0, 1, 2, 3, 4}, new int[]{5}, selected, planes, RequestRecords.of(40, 9, 33, 97)));
    }

    @Test
    void refuseShapesOutsideTheirContracts() {
        assertThrows(IllegalArgumentException.class, () -> new MaskMergeKernel.Shape(0, 1, 1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new MaskMergeKernel.Shape(1, 1, 1, 1, 1, -1));
        final MaskMergeKernel.Shape wide = new MaskMergeKernel.Shape(1, 1024, 1, 1, 500, 0);
        final String refused = assertThrows(IllegalArgumentException.class,
                () -> new MaskMergeKernel(Version.V2_PLANES_ONCE).geometry(wide)).getMessage();
        assertTrue(refused.contains("patches=1024 and max=500"), refused);
        assertEquals(Version.V1_BLOCK_PER_RESULT, MaskMergeKernel.of(wide).version());
        assertEquals(List.of(MaskMergeKernel.BEST, MaskMergeKernel.BEST), List.of(
                MaskMergeKernel.of(new MaskMergeKernel.Shape(1, 1024, 1, 1, 100, 0)).version(),
                MaskMergeKernel.of(new MaskMergeKernel.Shape(1, 1024, 1, 1, 360, 0)).version()));
    }
}
