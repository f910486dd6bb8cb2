package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.merging.InstanceBoxKernel;
import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import io.samcp.kernels.merging.PanopticOwnerKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelHarness.Outputs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From selected patches to masks, boxes and maps. */
final class MergingKernelTest {

    private static final InstanceBoxKernel BOX = new InstanceBoxKernel(InstanceBoxKernel.BEST);
    private static final PanopticOwnerKernel OWNER = new PanopticOwnerKernel(PanopticOwnerKernel.BEST);
    private static final PanopticAcceptKernel ACCEPT = new PanopticAcceptKernel(PanopticAcceptKernel.BEST);
    private static final PanopticPaintKernel PAINT = new PanopticPaintKernel(PanopticPaintKernel.BEST);

    @ParameterizedTest
    @CsvSource({"1, 1", "31, 3", "33, 31", "97, 33", "257, 97", "150, 100"})
    void boxesAreUnionsOfBoxes(int patches, int max) {
        final int[] selected = MergingInputs.selection(max, patches, 8);
        final float[] boxes = KernelInputs.boxes(patches, 640, 480, 9);
        final int[] record = RequestRecords.withNetwork(RequestRecords.of(patches, patches, 300, 400), 1.6f, 1.5f, 640, 480);
        final float[] out = KernelHarness.launch(EngineOptions.deterministic(), BOX, new InstanceBoxKernel.Shape(patches, max), selected,
                new int[]{max}, boxes, record).floats("out");
        for (int k = 0; k < max; k++) {
            AccuracyCheck.sameBits("box " + k, Arrays.copyOfRange(out, 4 * k, 4 * k + 4),
                    MergingReference.box(MergingInputs.row(selected, k, patches), boxes, 1.6f, 1.5f, 640, 480));
        }
    }

    @Test
    void boxesBeyondTheImageEndAtItsEdges() {
        final float[] boxes = {-9, -7, -5, -3, 700, 500, 800, 600, 0.25f, 0.25f, 0.5f, 0.5f};
        final int[] record = RequestRecords.withNetwork(RequestRecords.of(3, 3, 480, 640), 1, 1, 640, 480);
        final float[] out = KernelHarness.launch(EngineOptions.deterministic(), BOX, new InstanceBoxKernel.Shape(3, 3), new int[]{1, 2, 4},
                new int[]{3}, boxes, record).floats("out");
        AccuracyCheck.sameBits("boxes", out, new float[]{0, 0, 0, 0, 640, 480, 640, 480, 0.25f, 0.25f, 0.5f, 0.5f});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aNaNInTheBoxOfAPatchMakesThatSideNaN(int side) {
        final int[] record = RequestRecords.withNetwork(RequestRecords.of(40, 40, 480, 640), 1, 1, 640, 480);
        final int[] selected = {-1, 0xFF, ~1, 0xFF, 0, 0, -1, 0x7F};
        for (final int patch : new int[]{0, 31, 32, 39}) {
            final float[] boxes = KernelInputs.boxes(40, 640, 480, 9);
            boxes[4 * patch + side] = Float.NaN;
            final float[] out = KernelHarness.launch(EngineOptions.deterministic(), BOX, new InstanceBoxKernel.Shape(40, 4), selected,
                    new int[]{4}, boxes, record).floats("out");
            for (int k = 0; k < 4; k++) {
                final float[] expected = MergingReference.box(MergingInputs.row(selected, k, 40), boxes, 1, 1, 640, 480);
                final boolean seen = (selected[2 * k + patch / 32] >>> patch & 1) != 0;
                for (int i = 0; i < 4; i++) {
                    assertEquals(expected[i], out[4 * k + i], "box " + k + ", side " + i + ", NaN in patch " + patch);
                    assertEquals(seen && i == side, Float.isNaN(out[4 * k + i]), "box " + k + ", side " + i + ", NaN in patch " + patch);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "31, 33, 97, 7", "33, 31, 33, 40", "20, 97, 257, 3", "9, 65, 31, 100"})
    void mapsFollowTheRulesOfSegments(int patches, int height, int width, int count) {
        final int[] planes = MergingInputs.rectangles(patches, height, width);
        final int planeWords = planes.length / patches;
        final int[] selected = MergingInputs.selection(count + 2, patches, 6);
        final int[] masks = new int[count * planeWords];
        final int[] full = new int[count];
        final int[] labels = new int[count];
        final int[] queries = new int[count];
        for (int k = 0; k < count; k++) {
            final int[] mask = MergingReference.mask(MergingInputs.row(selected, k == 0 ? 0 : k + 1, patches), planes, planeWords);
            System.arraycopy(mask, 0, masks, k * planeWords, planeWords);
            full[k] = MergingReference.area(mask);
            labels[k] = k % 5;
            queries[k] = 3 * k;
        }
        final int[] record = RequestRecords.of(patches, patches, height, width);
        for (final int live : new int[]{count, count / 2, 0}) {
            final int[] owners = MergingReference.owners(masks, live, height, width);
            final int[] owned = Arrays.copyOf(MergingReference.ownedAreas(owners, live), count);
            assertArrayEquals(owned,
                    KernelHarness.launch(EngineOptions.deterministic(), OWNER, new PanopticOwnerKernel.Shape(planeWords, count),
                            masks, new int[]{live}, record, new int[count]).ints("area"),
                    "owned areas");

            final PanopticAcceptKernel.Shape accept = new PanopticAcceptKernel.Shape(count, 3, 0.8);
            final Outputs decided = KernelHarness.launch(EngineOptions.deterministic(), ACCEPT, accept, queries, labels, new int[]{live},
                    owned,
                    full);
            final int[] values = MergingReference.values(accept, labels, owned, full, live);
            assertArrayEquals(values, Arrays.copyOf(decided.ints("values"), live), "values");
            checkSegments(decided, values, queries, labels, owned, full);

            for (final boolean strict : new boolean[]{true, false}) {
                final PanopticPaintKernel.Shape paint = new PanopticPaintKernel.Shape(planeWords, height * width, count, 9, strict);
                final Outputs painted = KernelHarness.launch(EngineOptions.deterministic(), PAINT, paint, masks, new int[]{live},
                        Arrays.copyOf(values, count), record);
                final int[] map = MergingReference.map(paint, owners, values);
                assertArrayEquals(map, painted.ints("map"), "map, strict " + strict);
                assertArrayEquals(Arrays.stream(map).map(v -> v % 1000).toArray(), painted.ints("semantic"), "semantic map");
            }
        }
    }

    private static void checkSegments(Outputs decided, int[] values, int[] queries, int[] labels, int[] owned, int[] full) {
        int segment = 0;
        for (int k = 0; k < values.length; k++) {
            if (values[k] >= 0) {
                assertArrayEquals(new int[]{queries[k], labels[k], values[k] / 1000, owned[k], full[k]},
                        Arrays.copyOfRange(decided.ints("segments"), 5 * segment, 5 * segment + 5), "segment " + segment);
                segment++;
            }
        }
        assertEquals(segment, decided.ints("segment_count")[0], "segments");
    }

    /** More results than 16 bits count, two of them with pixels. */
    @Test
    void manyResultsCompete() {
        final int count = 40_000;
        final int[] masks = new int[count];
        masks[count - 9] = 0x3FF;
        masks[count - 1] = 0xFFFFF;
        final int[] record = RequestRecords.of(1, 1, 1, 20);
        final int[] owned = new int[count];
        owned[count - 9] = 10;
        owned[count - 1] = 10;
        assertArrayEquals(owned, KernelHarness
                .launchLarge(OWNER, new PanopticOwnerKernel.Shape(1, count), masks, new int[]{count}, record, new int[count]).ints("area"));
        final int[] full = new int[count];
        full[count - 9] = 10;
        full[count - 1] = 20;
        final int[] labels = new int[count];
        Arrays.setAll(labels, k -> k % 900);
        final int[] values = new int[count];
        Arrays.fill(values, -1);
        values[count - 9] = labels[count - 9];
        final Outputs decided = KernelHarness.launchLarge(ACCEPT, new PanopticAcceptKernel.Shape(count, 0, 0.8), labels, labels,
                new int[]{count}, owned, full);
        assertArrayEquals(values, decided.ints("values"));
        checkSegments(decided, values, labels, labels, owned, full);
        final int[] map = new int[20];
        Arrays.fill(map, 0, 10, values[count - 9]);
        assertArrayEquals(map, KernelHarness.launchLarge(PAINT, new PanopticPaintKernel.Shape(1, 20, count, 0, true), masks,
                new int[]{count}, values, record).ints("map"));
    }

    /** Masks beside each other, so that most become segments; a few lie under others, some pixels are in none. */
    @ParameterizedTest
    @CsvSource({"true, 40", "false, 40", "false, 1"})
    void segmentsArePainted(boolean strict, int count) {
        final int height = 44;
        final int width = 75;
        final int perRow = Math.ceilDiv(width, 32);
        final int[] masks = new int[count * height * perRow];
        final int[] labels = new int[count];
        for (int k = 0; k < count; k++) {
            final int cell = k % 9 == 8 ? k - 1 : k;
            for (int y = cell / 4 * 4; y < cell / 4 * 4 + 3; y++) {
                for (int x = cell % 4 * 19; x < cell % 4 * 19 + 18; x++) {
                    masks[(k * height + y) * perRow + (x >> 5)] |= 1 << (x & 31);
                }
            }
            labels[k] = 7 * k % 11;
        }
        final int[] record = RequestRecords.of(1, 1, height, width);
        final int[] owners = MergingReference.owners(masks, count, height, width);
        final int[] owned = MergingReference.ownedAreas(owners, count);
        final PanopticAcceptKernel.Shape accept = new PanopticAcceptKernel.Shape(count, 4, 0.8);
        final int[] full = new int[count];
        Arrays.fill(full, 54);
        final Outputs decided = KernelHarness.launch(EngineOptions.deterministic(), ACCEPT, accept, labels, labels, new int[]{count}, owned,
                full);
        final int[] values = MergingReference.values(accept, labels, owned, full, count);
        assertArrayEquals(values, decided.ints("values"), "values");
        checkSegments(decided, values, labels, labels, owned, full);
        final PanopticPaintKernel.Shape paint = new PanopticPaintKernel.Shape(height * perRow, height * width, count, 133, strict);
        final Outputs painted = KernelHarness.launch(EngineOptions.deterministic(), PAINT, paint, masks, new int[]{count}, values, record);
        final int[] map = MergingReference.map(paint, owners, values);
        assertArrayEquals(map, painted.ints("map"), "map");
        assertArrayEquals(Arrays.stream(map).map(v -> v % 1000).toArray(), painted.ints("semantic"), "semantic map");
    }

    /** More columns than 16 bits count, and more words in a row. */
    @Test
    void wideImagesHaveOwners() {
        final int width = 33_000 * 32 - 9;
        final int[] masks = new int[2 * 33_000];
        Arrays.fill(masks, 20, 32_990, -1);
        assertArrayEquals(new int[]{2 * width}, KernelHarness.launch(EngineOptions.deterministic(), OWNER,
                new PanopticOwnerKernel.Shape(masks.length, 1), masks, new int[]{1}, RequestRecords.of(1, 1, 2, width), new int[1])
                .ints("area"));
    }

    /** More rows, columns and words in a row than 16 bits count. */
    @ParameterizedTest
    @CsvSource({"40000, 2, 2", "2, 1048577, 1"})
    void longImagesArePainted(int height, int width, int count) {
        final int[] planes = new int[count * height * Math.ceilDiv(width, 32)];
        Arrays.setAll(planes, i -> i * 0x9E37_79B9 >>> 9);
        final int[] values = {0, 1_070_003};
        final PanopticPaintKernel.Shape paint = new PanopticPaintKernel.Shape(planes.length / count, height * width, count, 7, true);
        assertArrayEquals(MergingReference.map(paint, MergingReference.owners(planes, count, height, width), values),
                KernelHarness.launchLarge(PAINT, paint, planes, new int[]{count}, values, RequestRecords.of(1, 1, height, width))
                        .ints("map"));
    }

    @Test
    void segmentsOfAnyAreaAreDecidedUpon() {
        final PanopticAcceptKernel.Shape shape = new PanopticAcceptKernel.Shape(7, 0, 0);
        final int[] queries = {100_000, 1, 2, 3, 4, 5, 6};
        final int[] labels = {3, 4, 5, 70_006, 7, 8, 9};
        final int[] owned = {1, 0, 1, 65_536, 0x7FFF_FFFF, 98_304, 0};
        final int[] full = {1, 5, 0, 65_536, 0x7FFF_FFFF, 131_072, 0};
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), ACCEPT, shape, queries, labels, new int[]{7}, owned, full);
        assertArrayEquals(new int[]{3, -1, -1, 70_006, 7, 8, -1}, out.ints("values"));
        assertArrayEquals(new int[]{100_000, 3, 0, 1, 1, 3, 70_006, 0, 65_536, 65_536}, Arrays.copyOf(out.ints("segments"), 10));
    }

    @Test
    void exactlyTheShareIsEnough() {
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), ACCEPT, new PanopticAcceptKernel.Shape(3, 1, 0.8),
                new int[]{0, 1, 2}, new int[]{0, 0, 4}, new int[]{3}, new int[]{4, 799, 0}, new int[]{5, 1000, 5});
        assertArrayEquals(new int[]{1000, -1, -1}, out.ints("values"));
    }

    @Test
    void giveTheSameBitsInEveryOrderOfWarps() {
        final int[] planes = RequestRecords.planes(40, 33, 97, 2);
        final int planeWords = planes.length / 40;
        final int[] selected = MergingInputs.selection(9, 40, 3);
        final int[] record = RequestRecords.withNetwork(RequestRecords.of(40, 9, 33, 97), 2, 2, 194, 66);
        KernelHarness.sameInEveryOrder(OWNER, new PanopticOwnerKernel.Shape(planeWords, 40), planes, new int[]{40}, record, new int[40]);
        KernelHarness.sameInEveryOrder(PAINT, new PanopticPaintKernel.Shape(planeWords, 33 * 97, 40, 9, true), planes, new int[]{40},
                new int[40],
                record);
        KernelHarness.sameInEveryOrder(BOX, new InstanceBoxKernel.Shape(40, 9), selected, new int[]{9}, KernelInputs.boxes(40, 194, 66, 1),
                record);
    }

    @Test
    void refuseShapesOutsideTheirContracts() {
        assertThrows(IllegalArgumentException.class, () -> new InstanceBoxKernel.Shape(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PanopticOwnerKernel.Shape(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PanopticAcceptKernel.Shape(1, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new PanopticPaintKernel.Shape(1, 1, 1, -1, true));
    }
}
