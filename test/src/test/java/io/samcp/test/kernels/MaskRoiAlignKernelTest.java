package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Fill;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Level;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Shape;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Version;
import io.samcp.kernels.roialign.MaskRoiAlignReference;
import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.kernels.roialign.RoiLevelReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MaskRoIAlign against its references and against PyTorch. */
final class MaskRoiAlignKernelTest {

    private static final float FINEST = 56;

    /** With more channels random ones do. */
    private static final int FEW = 8;

    private static final float[] NO_MAP = {};
    private static final byte[] NO_MASK = {};

    /** Plain float may be this far from double, in parts of the largest value: no reference may be wrong altogether. */
    private static final double SANE = 1e-4;

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "31, 1, 2", "3, 31, 0", "2, 33, 1", "2, 97, 3", "2, 257, 0", "3, 4, 0", "1, 36, 5", "2, 128, 1", "1, 256, 0",
        "1, 260, 2"})
    void matchesReferenceForAwkwardSizes(int boxes, int channels, int ratio) {
        for (final Version version : Version.values()) {
            for (final Filling filling : channels > FEW ? List.of(Filling.RANDOM) : List.of(Filling.values())) {
                check(version, new Shape(boxes, channels, levels(160, 128, 4), ratio, Fill.ZERO, 0.25f, FINEST), 160, 128, filling);
                check(version, new Shape(boxes, channels, levels(160, 128, 2), ratio, Fill.OFF, 0.25f, FINEST), 160, 128, filling);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void matchesReferenceForLevelsOfTheModel(Version version) {
        check(version, new Shape(6, 8, levels(1333, 800, 4), 0, Fill.ZERO, 0.25f, FINEST), 1333, 800, Filling.RANDOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e"})
    void matchesPyTorchOnOneLevel(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/mask_roi_align.safetensors");
        final int[] feat = golden.shape(name + ".feat");
        final int boxes = golden.shape(name + ".boxes")[0];
        final List<float[]> maps = List.of(KernelInputs.swapped(golden.floats(name + ".feat"), 1, feat[0], feat[1] * feat[2], 1));
        final List<Level> levels = List.of(new Level(feat[1], feat[2]));
        final int ratio = Integer.parseInt(golden.metadata().get(name + ".sampling_ratio"));
        final float scale = Float.parseFloat(golden.metadata().get(name + ".scale"));
        final byte[] mask = cells(golden.floats(name + ".mask7"));
        for (final Version version : Version.values()) {
            checkGolden(version, new Shape(boxes, feat[0], levels, ratio, Fill.OFF, scale, FINEST), maps, golden.floats(name + ".boxes"),
                    mask,
                    golden.floats(name + ".roi"));
            checkGolden(version, new Shape(boxes, feat[0], levels, ratio, Fill.ZERO, scale, FINEST), maps, golden.floats(name + ".boxes"),
                    mask,
                    golden.floats(name + ".masked_zero"));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void matchesPyTorchOnAllLevels(Version version) {
        final GoldenFile golden = GoldenFile.open("kernels/multilevel_roi_align.safetensors");
        final List<float[]> maps = new ArrayList<>();
        final List<Level> levels = new ArrayList<>();
        for (int level = 2; level <= 5; level++) {
            final int[] size = golden.shape("p" + level);
            maps.add(KernelInputs.swapped(golden.floats("p" + level), 1, size[0], size[1] * size[2], 1));
            levels.add(new Level(size[1], size[2]));
        }
        checkGolden(version, new Shape(golden.shape("boxes")[0], 3, levels, 0, Fill.OFF, 0.25f, FINEST), maps, golden.floats("boxes"),
                NO_MASK,
                golden.floats("roi"));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void givesZeroForBoxesWithoutHeightAndForBoxesFarOutside(Version version) {
        final Shape shape = new Shape(2, 5, levels(160, 128, 4), 0, Fill.OFF, 0.25f, FINEST);
        final float[] boxes = {10, 20, 90, 20, 1000, 1000, 1100, 1200};
        final float[] out = launch(version, shape, maps(shape, Filling.ONES), boxes, NO_MASK);
        for (int i = 0; i < out.length; i++) {
            assertEquals(0.0f, out[i], "float " + i);
        }
    }

    /** Bins of size 1 and one sample each: samples lie at whole numbers, the edges of the map among them. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void countsSamplesUpToOneCellOutsideTheMap(Version version) {
        final Shape shape = new Shape(2, 1, List.of(new Level(12, 10)), 1, Fill.OFF, 1, FINEST);
        final float[] boxes = {-3, 2, 4, 9, 7, 9, 14, 16};
        final float[] out = launch(version, shape, maps(shape, Filling.ONES), boxes, NO_MASK);
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 7; column++) {
                final boolean left = -3 + column >= -1;
                final boolean right = 7 + column <= 10 && 9 + row <= 12;
                assertEquals(left ? 1.0f : 0.0f, out[row * 7 + column], "left box, bin " + row + ", " + column);
                assertEquals(right ? 1.0f : 0.0f, out[49 + row * 7 + column], "right box, bin " + row + ", " + column);
            }
        }
    }

    /** Left of and above the map counts the first cell alone, however large its neighbour is. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void weighsNothingBesideTheFirstCells(Version version) {
        final Shape shape = new Shape(1, 1, List.of(new Level(12, 10)), 1, Fill.OFF, 1, FINEST);
        final float[] map = new float[120];
        Arrays.fill(map, 3e38f);
        map[0] = 0;
        final float[] boxes = {-0.25f, -0.25f, 6.75f, 6.75f};
        final float[] out = launch(version, shape, List.of(map), boxes, NO_MASK);
        assertEquals(0.0f, out[0]);
        AccuracyCheck.sameBits("large values", out, expected(version, shape, List.of(map), boxes, NO_MASK));
    }

    /** Boxes whose level hangs on the last bits, those that are on the same level in float and in double. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void takesTheLevelAtTheSides(Version version) {
        final float[] all = RoiLevelKernelTest.boxesAtTheSides(90);
        final int[] levels = RoiLevelReference.exact(new RoiLevelKernel.Shape(90, 4, FINEST), all);
        final float[] boxes = new float[all.length];
        int n = 0;
        for (int i = 0; i < 90; i++) {
            if (RoiLevelKernelTest.levelInFloat(all, i) == levels[i]) {
                System.arraycopy(all, 4 * i, boxes, 4 * n++, 4);
            }
        }
        final Shape shape = new Shape(n, 1, levels(16, 16, 4), 1, Fill.OFF, 0.01f, FINEST);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        AccuracyCheck.sameBits("sides", launch(version, shape, maps, boxes, NO_MASK), expected(version, shape, maps, boxes, NO_MASK));
    }

    /** Sides at which the added millionth makes exactly 2, 4 and 8. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void takesTheLevelExactlyAtTheSides(Version version) {
        final float less = 0x1p-20f;
        final float[] boxes = {0, 0, 2 - less, 2 - less, 0, 0, 4 - less, 4 - less, 0, 0, 8 - less, 8 - less};
        final Shape shape = new Shape(3, 2, levels(32, 32, 4), 0, Fill.OFF, 1, 1);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        AccuracyCheck.sameBits("sides", launch(version, shape, maps, boxes, NO_MASK), expected(version, shape, maps, boxes, NO_MASK));
    }

    /** 65,537 samples on one axis of a bin, a few of them on the map; the other bins are masked. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void dividesByMoreSamplesThanSixteenBitsCount(Version version) {
        final float from = -32_766.75f;
        final float to = from + 7 * 65_536.5f;
        final float[] boxes = {0, from, 7, to, from, 0, to, 7};
        final byte[] mask = new byte[98];
        mask[0] = 1;
        mask[49] = 1;
        final Shape shape = new Shape(2, 1, List.of(new Level(4, 4)), 0, Fill.ZERO, 1, FINEST);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        AccuracyCheck.sameBits("many samples",
                KernelHarness.launchLarge(new MaskRoiAlignKernel(version), shape, maps.getFirst(), NO_MAP, NO_MAP, NO_MAP, boxes, mask)
                        .floats("out"),
                expected(version, shape, maps, boxes, mask));
    }

    /** The last bin takes all four pixels of both axes, with the weight of a fifth being nothing. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void readsNothingBeyondTheLastPixel(Version version) {
        final float[] boxes = {-24, -24, 4, 4};
        for (final int channels : new int[]{1, 4}) {
            final Shape shape = new Shape(1, channels, List.of(new Level(4, 4)), 0, Fill.OFF, 1, FINEST);
            final List<float[]> maps = maps(shape, Filling.RANDOM);
            AccuracyCheck.sameBits(version.toString(), launch(version, shape, maps, boxes, NO_MASK),
                    expected(version, shape, maps, boxes, NO_MASK));
        }
    }

    /** The last bin has pixels, the others are masked. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void takesMoreChannelsThanSixteenBitsCount(Version version) {
        final byte[] mask = new byte[49];
        mask[48] = 1;
        final float[] box = {0, 0, 1, 1};
        final Shape shape = new Shape(1, 32_776, List.of(new Level(1, 1)), 1, Fill.ZERO, 1, FINEST);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        AccuracyCheck.sameBits("many channels",
                KernelHarness.launchLarge(new MaskRoiAlignKernel(version), shape, maps.getFirst(), NO_MAP, NO_MAP, NO_MAP, box, mask)
                        .floats("out"),
                expected(version, shape, maps, box, mask));
    }

    /** Bins that reach over five pixels and more, of channels that are no multiple of four and more than a block takes. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void takesWideBinsOfOddChannels(Version version) {
        final Shape shape = new Shape(1, 131, List.of(new Level(9, 50)), 0, Fill.OFF, 1, FINEST);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        final float[] box = {0.75f, 1, 48.5f, 8};
        AccuracyCheck.sameBits("wide bins", launch(version, shape, maps, box, NO_MASK), expected(version, shape, maps, box, NO_MASK));
    }

    /** More rows or columns than 16 bits count. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void takesLongMaps(Version version) {
        for (final Level level : List.of(new Level(40_000, 3), new Level(3, 40_000))) {
            final Shape shape = new Shape(2, 1, List.of(level), 2, Fill.OFF, 1, FINEST);
            final List<float[]> maps = maps(shape, Filling.RANDOM);
            final float[] boxes = {0, 0, 3, 3, level.width() - 3, level.height() - 3, level.width(), level.height()};
            AccuracyCheck.sameBits(level.toString(), launch(version, shape, maps, boxes, NO_MASK),
                    expected(version, shape, maps, boxes, NO_MASK));
        }
    }

    /** Products with such a scale are not exact. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void matchesReferenceForScalesThatAreNoPowersOfTwo(Version version) {
        check(version, new Shape(9, 3, levels(160, 128, 4), 0, Fill.OFF, 0.3f, FINEST), 160, 128, Filling.RANDOM);
        check(version, new Shape(9, 3, levels(160, 128, 1), 3, Fill.OFF, 0.7f, FINEST), 160, 128, Filling.RANDOM);
    }

    /** More rows and columns of samples in a bin than the 16 of each that a warp finds at once. */
    @ParameterizedTest
    @CsvSource({"15", "16", "17", "31", "33"})
    void takesManySamplesOnBothAxes(int samples) {
        final float[] boxes = {0.5f, 0.5f, 7 * samples, 20, 1, 0.5f, 9, 7 * samples - 0.25f, -9, -9, 7 * samples - 9, 7 * samples - 9};
        for (final int channels : new int[]{3, 8}) {
            final Shape shape = new Shape(3, channels, List.of(new Level(70, 60)), 0, Fill.ZERO, 1, FINEST);
            final List<float[]> maps = maps(shape, Filling.RANDOM);
            final byte[] mask = new byte[3 * 49];
            for (int bin = 0; bin < mask.length; bin += 6) {
                mask[bin] = 1;
            }
            for (final Version version : Version.values()) {
                AccuracyCheck.sameBits(version + ", " + samples, launch(version, shape, maps, boxes, mask),
                        expected(version, shape, maps, boxes, mask));
            }
        }
    }

    /** The model's image, boxes of all sizes, half of their cells masked. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void touchesTheBytesOfItsCostAndNoOthers(Version version) {
        final Shape shape = new Shape(12, 128, levels(1333, 800, 4), 0, Fill.ZERO, 0.25f, FINEST);
        final List<float[]> maps = maps(shape, Filling.ONES);
        final float[] boxes = KernelInputs.boxes(12, 1333, 800, 5);
        final byte[] mask = KernelInputs.cells(12, 6);
        final Cost cost = MaskRoiAlignReference.cost(shape, boxes, mask, Float.BYTES);
        final LaunchCounters counted = LaunchCounts.of(new MaskRoiAlignKernel(version), shape, maps.get(0), maps.get(1), maps.get(2),
                maps.get(3), boxes, mask);
        final double moved = (double) counted.distinctBytes() / cost.bytes();
        final double asked = (double) counted.total().sectorBytes() / cost.bytes();
        final double flops = (double) counted.flops() / cost.flops();
        final String what = version + ": bytes each once " + moved + ", sectors " + asked + ", flops " + flops + " times " + cost + "; "
                + counted.total();
        if (version == Version.V4_SEPARABLE) {
            assertTrue(moved > 0.99 && moved <= 1, what); // pixels that weigh nothing are left out
            assertTrue(asked < 2.5, what);
            assertTrue(flops >= 0.98 && flops < 1.3, what);
        } else {
            assertEquals(1.0, moved, what);
        }
        final Cost expected = new MaskRoiAlignKernel(version).cost(shape);
        final double ratio = (double) expected.bytes() / cost.bytes();
        assertTrue(ratio > 0.7 && ratio < 1.4, version + ": of boxes as images have them, " + expected + ", of these " + cost);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void readsOnlyTheMapsOfLevelsItHas(Version version) {
        final Shape shape = new Shape(1, 3, levels(160, 128, 1), 2, Fill.OFF, 0.25f, FINEST);
        final float[] large = {0, 0, 1000, 1000};
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        AccuracyCheck.sameBits("a large box on the only level", launch(version, shape, maps, large, NO_MASK),
                expected(version, shape, maps, large, NO_MASK));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(Version version) {
        final Shape shape = new Shape(3, 131, levels(160, 128, 4), 2, Fill.ZERO, 0.25f, FINEST);
        final List<float[]> maps = maps(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(new MaskRoiAlignKernel(version), shape, maps.get(0), maps.get(1), maps.get(2), maps.get(3),
                KernelInputs.boxes(3, 160, 128, 1), KernelInputs.cells(3, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        final List<Level> one = levels(160, 128, 1);
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, one, 0, Fill.OFF, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, one, 0, Fill.OFF, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, List.of(), 0, Fill.OFF, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, levels(160, 128, 5), 0, Fill.OFF, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, one, -1, Fill.OFF, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, one, 0, Fill.OFF, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, one, 0, Fill.OFF, 1, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Level(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 8, List.of(new Level(0x4000, 0x4000)), 0, Fill.OFF, 1, 1));
    }

    /** Strides 4, 8, ... of an image. */
    private static List<Level> levels(int width, int height, int count) {
        final List<Level> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            levels.add(new Level(Math.ceilDiv(height, 4 << i), Math.ceilDiv(width, 4 << i)));
        }
        return levels;
    }

    private static List<float[]> maps(Shape s, Filling filling) {
        final List<float[]> maps = new ArrayList<>();
        for (int i = 0; i < s.levels().size(); i++) {
            maps.add(filling.floats(s.levels().get(i).height() * s.levels().get(i).width() * s.channels(), i));
        }
        return maps;
    }

    private static byte[] cells(float[] mask) {
        final byte[] cells = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            cells[i] = (byte) mask[i];
        }
        return cells;
    }

    private static float[] launch(Version version, Shape shape, List<float[]> maps, float[] boxes, byte[] mask) {
        final float[][] p = {NO_MAP, NO_MAP, NO_MAP, NO_MAP};
        for (int i = 0; i < maps.size(); i++) {
            p[i] = maps.get(i);
        }
        return KernelHarness
                .launch(EngineOptions.deterministic(), new MaskRoiAlignKernel(version), shape, p[0], p[1], p[2], p[3], boxes, mask)
                .floats("out");
    }

    /** Bits of a rung. */
    private static float[] expected(Version version, Shape shape, List<float[]> maps, float[] boxes, byte[] mask) {
        return switch (version) {
            case V1_BLOCK_PER_BIN, V2_WARP_PER_BIN -> MaskRoiAlignReference.plain(shape, maps, boxes, mask);
            case V4_SEPARABLE -> MaskRoiAlignReference.separable(shape, maps, boxes, mask);
        };
    }

    private static void check(Version version, Shape shape, int width, int height, Filling filling) {
        final List<float[]> maps = maps(shape, filling);
        final float[] boxes = KernelInputs.boxes(shape.boxes(), width, height, 7);
        final byte[] mask = KernelInputs.cells(shape.boxes() + 1, 8);
        final byte[] cells = Arrays.copyOfRange(mask, 49, mask.length);
        final double[] exact = MaskRoiAlignReference.exact(shape, maps, boxes, cells);
        final float[] plain = MaskRoiAlignReference.plain(shape, maps, boxes, cells);
        AccuracyCheck.within("plain float", plain, exact, SANE);
        final float[] out = launch(version, shape, maps, boxes, cells);
        AccuracyCheck.notWorseThanPlain(version + ", " + shape + ", " + filling, out, plain, exact);
        AccuracyCheck.sameBits(version + ", " + shape + ", " + filling, out, expected(version, shape, maps, boxes, cells));
    }

    private static void checkGolden(Version version, Shape shape, List<float[]> maps, float[] boxes, byte[] mask, float[] channelsFirst) {
        final double[] golden = KernelInputs.doubles(KernelInputs.swapped(channelsFirst, shape.boxes(), shape.channels(), 49, 1));
        final float[] plain = MaskRoiAlignReference.plain(shape, maps, boxes, mask);
        AccuracyCheck.within("plain float", plain, golden, SANE);
        AccuracyCheck.notWorseThanPlain("golden, " + shape, launch(version, shape, maps, boxes, mask), plain, golden);
    }
}
