package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.maskcrop.MaskCropKernel;
import io.samcp.kernels.maskcrop.MaskCropKernel.Shape;
import io.samcp.kernels.maskcrop.MaskCropReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both rungs of the mask crop. They may disagree only about cells within rounding of one half. */
final class MaskCropKernelTest {

    private static final double SAFE = 1e-4;
    private static final int CELLS = 49;

    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void decidesAsTheExactSumsDo(MaskCropKernel.Version version) {
        for (final int[] size : new int[][]{{1, 1}, {31, 33}, {33, 97}, {97, 257}, {120, 64}}) {
            final int patches = 9;
            final int height = size[0];
            final int width = size[1];
            final int[] planes = blobs(patches, height, width);
            final float[] boxes = boxes(patches, height, width);
            final byte[] cells = launch(version, patches, height, width, planes, boxes);
            int compared = 0;
            for (int n = 0; n < patches; n++) {
                final int words = planes.length / patches;
                final double[] soft = MaskCropReference.soft(Arrays.copyOfRange(planes, n * words, (n + 1) * words), height, width,
                        Arrays.copyOfRange(boxes, 4 * n, 4 * n + 4));
                for (int i = 0; i < CELLS; i++) {
                    if (Math.abs(soft[i] - 0.5) > SAFE) {
                        assertEquals(soft[i] > 0.5 ? 1 : 0, cells[n * CELLS + i],
                                version + ", patch " + n + ", cell " + i + ": " + soft[i]);
                        compared++;
                    }
                }
            }
            assertTrue(compared > patches * CELLS / 2, "cells compared: " + compared);
        }
    }

    /** Bins of size 1 with one sample each, at the edges of the image and a little outside; the image has a full last word, then none. */
    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void countsSamplesUpToOnePixelOutsideTheImage(MaskCropKernel.Version version) {
        for (final int[] size : new int[][]{{33, 64}, {40, 45}}) {
            final int height = size[0];
            final int width = size[1];
            final float[] boxes = new float[4 * 16];
            for (int n = 0; n < 16; n++) {
                boxes[4 * n] = (n % 2 == 0 ? -3 : width - 4) + n / 4 * 0.25f;
                boxes[4 * n + 1] = (n / 2 % 2 == 0 ? -3 : height - 4) + n / 4 * 0.25f;
                boxes[4 * n + 2] = boxes[4 * n] + 7;
                boxes[4 * n + 3] = boxes[4 * n + 1] + 7;
            }
            final int[] ones = new int[16 * height * Math.ceilDiv(width, 32)];
            for (int i = 0; i < ones.length; i++) {
                ones[i] = width == 64 || i % 2 == 0 ? -1 : (1 << width - 32) - 1;
            }
            final byte[] cells = launch(version, 16, height, width, ones, boxes);
            for (int i = 0; i < cells.length; i++) {
                final int n = i / CELLS;
                final float x = boxes[4 * n] + i % 7;
                final float y = boxes[4 * n + 1] + i % CELLS / 7;
                assertEquals(x >= -1 && x <= width && y >= -1 && y <= height ? 1 : 0, cells[i], version + ", sample at " + x + ", " + y);
            }
        }
    }

    /** Samples between columns 31 and 32, of which only the second is set. */
    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void interpolatesAcrossWords(MaskCropKernel.Version version) {
        final int[] plane = new int[20];
        for (int row = 0; row < 10; row++) {
            plane[2 * row + 1] = -1;
        }
        final byte[] cells = launch(version, 1, 10, 64, plane, new float[]{28.75f, 0.75f, 35.75f, 7.75f});
        for (int i = 0; i < CELLS; i++) {
            assertEquals(i % 7 >= 3 ? 1 : 0, cells[i], version + ", cell " + i);
        }
    }

    /** 65,537 samples on one axis of a bin, a few of them in the image. */
    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void dividesByMoreSamplesThanSixteenBitsCount(MaskCropKernel.Version version) {
        final float from = -32_766.75f;
        final float to = from + 7 * 65_536.5f;
        final int[] ones = {15, 15, 15, 15, 15, 15, 15, 15};
        assertArrayEquals(new byte[2 * CELLS], KernelHarness.launchLarge(new MaskCropKernel(version), new Shape(2, ones.length), ones,
                new float[]{0, from, 7, to, from, 0, to, 7}, RequestRecords.of(2, 2, 4, 4)).bytes("mask7"));
    }

    /** 32,769 samples on one axis of a bin, half of them in the image. */
    @Test
    void addsMoreSamplesThanSixteenBitsCount() {
        final int[] ones = new int[17_000];
        Arrays.fill(ones, 127);
        final byte[] expected = new byte[CELLS];
        Arrays.fill(expected, 0, 7, (byte) 1);
        final MaskCropKernel kernel = new MaskCropKernel(MaskCropKernel.Version.V1_THREAD_PER_BIN);
        assertArrayEquals(expected, KernelHarness.launchLarge(kernel, new Shape(1, ones.length), ones,
                new float[]{0, 0.5f, 7, 0.5f + 7 * 32_768.5f}, RequestRecords.of(1, 1, ones.length, 7)).bytes("mask7"));
    }

    /** Stripes and boxes of nearly even bins: nearly every cell is within rounding of one half, so the order of the sums decides. */
    @Test
    void decidesCellsOfOneHalfInTheOrderItPromises() {
        final int patches = 100;
        final int side = 45;
        final Random random = new Random(9);
        final float[] boxes = new float[4 * patches];
        final int[] planes = new int[patches * side * 2];
        final byte[] samples = new byte[patches * CELLS];
        final byte[] separable = new byte[patches * CELLS];
        for (int n = 0; n < patches; n++) {
            for (int axis = 0; axis < 2; axis++) {
                final float from = random.nextFloat() * random.nextFloat();
                float to = from + 14 * (1 + random.nextInt(3));
                for (int less = random.nextInt(3); less > 0; less--) {
                    to = Math.nextDown(to);
                }
                boxes[4 * n + axis] = from;
                boxes[4 * n + 2 + axis] = to;
            }
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    final int bit = (n % 3 == 0 ? x : n % 3 == 1 ? y : x + y) & 1;
                    planes[(n * side + y) * 2 + (x >> 5)] |= bit << (x & 31);
                }
            }
            final int[] plane = Arrays.copyOfRange(planes, n * side * 2, (n + 1) * side * 2);
            final float[] box = Arrays.copyOfRange(boxes, 4 * n, 4 * n + 4);
            System.arraycopy(MaskCropInFloat.overSamples(plane, side, side, box), 0, samples, n * CELLS, CELLS);
            System.arraycopy(MaskCropInFloat.separable(plane, side, side, box), 0, separable, n * CELLS, CELLS);
        }
        assertArrayEquals(samples, launch(MaskCropKernel.Version.V1_THREAD_PER_BIN, patches, side, side, planes, boxes), "v1");
        assertArrayEquals(separable, launch(MaskCropKernel.Version.V2_SEPARABLE, patches, side, side, planes, boxes), "v2");
        assertFalse(Arrays.equals(samples, separable), "no cell hangs on the order");
    }

    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void matchesPyTorch(MaskCropKernel.Version version) {
        final GoldenFile golden = GoldenFile.open("kernels/crop_masks.safetensors");
        final int[] shape = golden.shape("masks");
        final byte[] pixels = golden.bytes("masks");
        final int perRow = Math.ceilDiv(shape[2], 32);
        final int[] planes = new int[shape[0] * shape[1] * perRow];
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] != 0) {
                planes[i / shape[2] * perRow + (i % shape[2] >> 5)] |= 1 << (i % shape[2] & 31);
            }
        }
        assertArrayEquals(golden.bytes("mask7"), launch(version, shape[0], shape[1], shape[2], planes, golden.floats("boxes")));
    }

    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void paddingRowsAreZero(MaskCropKernel.Version version) {
        final int[] ones = new int[5 * 32];
        Arrays.fill(ones, -1);
        final float[] boxes = new float[20];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = i % 4 < 2 ? 0 : 32;
        }
        for (final int live : new int[]{0, 2, 5}) {
            final byte[] cells = KernelHarness.launch(EngineOptions.deterministic(), new MaskCropKernel(version), new Shape(5, ones.length),
                    ones, boxes, RequestRecords.of(live, live, 32, 32)).bytes("mask7");
            final byte[] expected = new byte[5 * CELLS];
            Arrays.fill(expected, 0, live * CELLS, (byte) 1);
            assertArrayEquals(expected, cells, "live patches: " + live);
        }
    }

    /** More rows, columns and words of a row than 16 bits count; the last pixels are set. */
    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void takesLongImages(MaskCropKernel.Version version) {
        for (final int[] size : new int[][]{{40_000, 20}, {2, 1_048_599}}) {
            final int height = size[0];
            final int width = size[1];
            final int[] plane = new int[height * Math.ceilDiv(width, 32)];
            plane[plane.length - 1] = 3 << (width - 1 & 31) - 1;
            final byte[] cells = launch(version, 1, height, width, plane, new float[]{width - 7, height - 7, width, height});
            for (int i = 0; i < CELLS; i++) {
                assertEquals(i / 7 == 6 && i % 7 >= 5 ? 1 : 0, cells[i], version + ", cell " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(MaskCropKernel.Version version) {
        final int[] planes = blobs(5, 33, 97);
        KernelHarness.sameInEveryOrder(new MaskCropKernel(version), new Shape(5, planes.length), planes, boxes(5, 33, 97),
                RequestRecords.of(5, 5, 33, 97));
    }

    @ParameterizedTest
    @EnumSource(MaskCropKernel.Version.class)
    void refusesShapesOutsideItsContract(MaskCropKernel.Version version) {
        assertThrows(IllegalArgumentException.class, () -> new MaskCropKernel(version).geometry(new Shape(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> new MaskCropKernel(version).geometry(new Shape(1, 0)));
    }

    /** Discs and half-planes, with noise at their edges. */
    private static int[] blobs(int patches, int height, int width) {
        final Random random = new Random(5);
        final int perRow = Math.ceilDiv(width, 32);
        final int[] planes = new int[patches * height * perRow];
        for (int n = 0; n < patches; n++) {
            final double cy = random.nextDouble() * height;
            final double cx = random.nextDouble() * width;
            final double radius = (0.2 + 0.6 * random.nextDouble()) * Math.max(height, width);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    if (Math.hypot(y - cy, x - cx) + random.nextGaussian() < radius) {
                        planes[(n * height + y) * perRow + (x >> 5)] |= 1 << (x & 31);
                    }
                }
            }
        }
        return planes;
    }

    /** All sizes, some reaching over the edges, one without area. */
    private static float[] boxes(int patches, int height, int width) {
        final float[] boxes = KernelInputs.boxes(patches, width, height, 6);
        boxes[2] = boxes[0];
        return boxes;
    }

    private static byte[] launch(MaskCropKernel.Version version, int patches, int height, int width, int[] planes, float[] boxes) {
        return KernelHarness
                .launch(EngineOptions.deterministic(), new MaskCropKernel(version), new Shape(patches, planes.length), planes, boxes,
                        RequestRecords.of(patches, patches, height, width))
                .bytes("mask7");
    }
}
