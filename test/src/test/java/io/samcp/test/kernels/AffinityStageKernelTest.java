package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.AffinityStageKernel.Shape;
import io.samcp.kernels.affinity.AffinityStageReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks, selections and merged boxes of a stage against their references and against PyTorch. */
final class AffinityStageKernelTest {

    private static final AffinityStageKernel KERNEL = new AffinityStageKernel(AffinityStageKernel.BEST);

    /** Nearer to the threshold than this, float may decide otherwise than double. */
    private static final double NEAR = 1e-5;

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 31", "5, 32", "2, 33", "31, 97", "4, 257", "203, 150"})
    void matchesReferenceForAwkwardSizes(int queries, int patches) {
        for (Filling filling : Filling.values()) {
            final float[] a = filling.floats(queries * patches, 1);
            check(shape(queries, patches), a, KernelInputs.maskWords(1, patches, patches + 1, 2));
            check(shape(queries, patches), a, KernelInputs.maskWords(1, patches, 4, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 31", "5, 33", "31, 97"})
    void matchesReferenceWithoutScaling(int queries, int patches) {
        for (float threshold : new float[]{0.5f, 0.4f, 0.9f}) {
            final Shape shape = new Shape(queries, patches, threshold, false, 1, 2, 640, 480, true);
            check(shape, Filling.RANDOM.floats(queries * patches, 1), KernelInputs.maskWords(1, patches, patches + 1, 2));
            check(shape, Filling.RANDOM.floats(queries * patches, 1), KernelInputs.maskWords(1, patches, 4, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 31, 7", "5, 64, 33", "31, 97, 97"})
    void comparesPaddingInAPaddedBatch(int queries, int patches, int compared) {
        final Shape shape = new Shape(queries, patches, 0.5f, true, 1, 2, 640, 480, true, compared);
        check(shape, Filling.RANDOM.floats(queries * patches, 1), KernelInputs.maskWords(1, patches, 4, 3));
    }

    @Test
    void padsPullTheirBoxIntoTheUnionOnlyInAPaddedBatch() {
        final float[] a = {-1, 1, 3};
        final float[] boxes = {1, 1, 2, 2, 3, 3, 4, 4, 0, 0, 0, 0};
        final int[] padding = {0b100};
        assertArrayEquals(new float[]{3, 3, 4, 4},
                launch(new Shape(1, 3, 0.5f, true, 0, 0, 9, 9, true), a, padding, boxes).floats("merged"));
        assertArrayEquals(new float[]{0, 0, 4, 4},
                launch(new Shape(1, 3, 0.5f, true, 0, 0, 9, 9, true, 3), a, padding, boxes).floats("merged"));
    }

    @Test
    void thePatchAfterTheComparedOnesIsLeftOutIfItIsPadding() {
        final float[] a = {-1, 1, 3};
        final float[] boxes = {1, 1, 2, 2, 3, 3, 4, 4, 0, 0, 0, 0};
        final Outputs out = launch(new Shape(1, 3, 0.5f, true, 0, 0, 9, 9, true, 2), a, new int[]{0b100}, boxes);
        assertEquals(0b010, out.ints("selected")[0], "selected");
        assertArrayEquals(new float[]{3, 3, 4, 4}, out.floats("merged"), "merged");
    }

    @Test
    void matchesReferenceWhereSigmoidsSaturate() {
        final float[] a = Filling.RANDOM.floats(16 * 45, 1);
        for (int i = 0; i < a.length; i++) {
            a[i] *= 60;
        }
        check(shape(16, 45), a, new int[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/dca_merge.safetensors");
        final int[] size = golden.shape(name + ".affinity");
        final String[] image = golden.metadata().get("batch_h_w").split(",", -1);
        final Shape shape = new Shape(size[0], size[1], 0.5f, true, 0, 0, Integer.parseInt(image[1]), Integer.parseInt(image[0]), true);
        final float[] a = golden.floats(name + ".affinity");
        final int[] padding = new int[Math.ceilDiv(size[1], 32)];
        final Outputs out = launch(shape, a, padding, golden.floats(name + ".boxes"));
        assertArrayEquals(KernelInputs.maskWords(size[0], size[1], golden.bytes(name + ".blocked")), out.ints("blocked"), "blocked");
        AccuracyCheck.sameBits("merged", out.floats("merged"), golden.floats(name + ".merged_boxes"));
        final double[] u = KernelInputs.doubles(golden.floats(name + ".normalised"));
        AccuracyCheck.notWorseThanPlain("u", number(out.floats("u")), number(AffinityStageReference.plainNormalised(shape, a, padding)),
                number(u));
    }

    @Test
    void blocksAndSelectsNothingInRowsOfEqualAffinities() {
        final float[] a = Filling.RANDOM.floats(3 * 40, 1);
        Arrays.fill(a, 40, 80, 1.25f);
        final Outputs out = launch(shape(3, 40), a, new int[2], KernelInputs.boxes(40, 640, 480, 4));
        assertEquals(0, out.ints("blocked")[2] | out.ints("blocked")[3], "blocked");
        assertEquals(0, out.ints("selected")[2] | out.ints("selected")[3], "selected");
        assertArrayEquals(new float[]{1, 2, 640, 480}, Arrays.copyOfRange(out.floats("merged"), 4, 8), "merged");
        for (int n = 40; n < 80; n++) {
            assertTrue(Float.isNaN(out.floats("u")[n]), "u[" + n + "] is not NaN: " + out.floats("u")[n]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "31, true", "32, true", "39, true", "17, false", "39, false"})
    void aNaNMakesTheScaleOfItsRowAndItsLargestSigmoidNaN(int patch, boolean scaled) {
        final Shape shape = new Shape(3, 40, 0.5f, scaled, 1, 2, 640, 480, true);
        final float[] a = Filling.RANDOM.floats(3 * 40, 1);
        a[40 + patch] = Float.NaN;
        final int[] padding = new int[2];
        final Outputs out = launch(shape, a, padding, KernelInputs.boxes(40, 640, 480, 4));
        AccuracyCheck.notWorseThanPlainAndNaNAlike("u", out.floats("u"), AffinityStageReference.plainNormalised(shape, a, padding),
                AffinityStageReference.exactNormalised(shape, a, padding));
        AccuracyCheck.notWorseThanPlainAndNaNAlike("rowmax", out.floats("rowmax"), AffinityStageReference.plainRowMax(shape, a, padding),
                AffinityStageReference.exactRowMax(shape, a, padding));
        assertTrue(Float.isNaN(out.floats("rowmax")[1]), "rowmax: " + out.floats("rowmax")[1]);
        for (int n = 0; n < 40; n++) {
            assertEquals(scaled || n == patch, Float.isNaN(out.floats("u")[40 + n]), "NaN at patch " + n);
        }
        assertArrayEquals(AffinityStageReference.blocked(shape, out.floats("u")), out.ints("blocked"), "blocked");
        assertArrayEquals(AffinityStageReference.selected(shape, out.floats("u")), out.ints("selected"), "selected");
        padding[patch >> 5] = 1 << patch;
        assertFalse(Float.isNaN(launch(shape, a, padding, KernelInputs.boxes(40, 640, 480, 4)).floats("rowmax")[1]), "NaN of padding");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aNaNInASelectedBoxMakesTheSideOfTheUnionNaN(int side) {
        for (final int patch : new int[]{1, 30, 33, 38}) {
            final float[] a = new float[2 * 40];
            Arrays.fill(a, 1, 39, 1);
            a[40] = 1;
            final float[] boxes = KernelInputs.boxes(40, 640, 480, 4);
            boxes[4 * patch + side] = Float.NaN;
            final float[] merged = launch(shape(2, 40), a, new int[2], boxes).floats("merged");
            for (int i = 0; i < 8; i++) {
                assertEquals(i == side, Float.isNaN(merged[i]), "patch " + patch + ", merged[" + i + "] = " + merged[i]);
            }
        }
    }

    @Test
    void neitherBlocksNorSelectsAtTheThresholdItself() {
        final float[] a = {-1, 2, 0.5f};
        final float[] boxes = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
        final Outputs atTop = launch(new Shape(1, 3, 1, true, 0, 0, 9, 9, true), a, new int[1], boxes);
        assertEquals(0b101, atTop.ints("blocked")[0], "blocked, threshold 1");
        assertEquals(0, atTop.ints("selected")[0], "selected, threshold 1");
        final Outputs atBottom = launch(new Shape(1, 3, 0, true, 0, 0, 9, 9, true), a, new int[1], boxes);
        assertEquals(0, atBottom.ints("blocked")[0], "blocked, threshold 0");
        assertEquals(0b110, atBottom.ints("selected")[0], "selected, threshold 0");
        assertArrayEquals(new float[]{3, 3, 6, 6}, atBottom.floats("merged"), "merged, threshold 0");
    }

    @Test
    void leavesTheNormalisedAffinitiesOutOnRequest() {
        final Shape with = shape(5, 33);
        final Shape without = new Shape(5, 33, 0.5f, true, 1, 2, 640, 480, false);
        final float[] a = Filling.RANDOM.floats(5 * 33, 1);
        final float[] boxes = KernelInputs.boxes(33, 640, 480, 4);
        assertArrayEquals(launch(with, a, new int[2], boxes).ints("selected"), launch(without, a, new int[2], boxes).ints("selected"));
        assertEquals(0L, KERNEL.bufferBytes(without).getLast(), "bytes of u");
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, shape(33, 97), Filling.RANDOM.floats(33 * 97, 1), KernelInputs.maskWords(1, 97, 5, 3),
                KernelInputs.boxes(97, 640, 480, 4));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> shape(0, 1));
        assertThrows(IllegalArgumentException.class, () -> shape(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 3, 0.5f, true, 0, 0, 9, 9, true, 4));
    }

    private static Shape shape(int queries, int patches) {
        return new Shape(queries, patches, 0.5f, true, 1, 2, 640, 480, true);
    }

    private static Outputs launch(Shape shape, float[] a, int[] padding, float[] boxes) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, a, padding, boxes);
    }

    private static void check(Shape shape, float[] a, int[] padding) {
        final float[] boxes = KernelInputs.boxes(shape.patches(), 640, 480, 4);
        final Outputs out = launch(shape, a, padding, boxes);
        final double[] exact = AffinityStageReference.exactNormalised(shape, a, padding);
        final float[] u = out.floats("u");
        AccuracyCheck.notWorseThanPlain(shape + ": u", number(u), number(AffinityStageReference.plainNormalised(shape, a, padding)),
                number(exact));
        AccuracyCheck.notWorseThanPlain(shape + ": rowmax", out.floats("rowmax"), AffinityStageReference.plainRowMax(shape, a, padding),
                AffinityStageReference.exactRowMax(shape, a, padding));
        assertArrayEquals(AffinityStageReference.blocked(shape, u), out.ints("blocked"), shape + ": blocked");
        assertArrayEquals(AffinityStageReference.selected(shape, u), out.ints("selected"), shape + ": selected");
        AccuracyCheck.sameBits(shape + ": merged", out.floats("merged"),
                AffinityStageReference.merged(shape, out.ints("selected"), boxes));
        for (int i = 0; i < u.length; i++) {
            final double margin = exact[i] - shape.threshold();
            if (Math.abs(margin) > NEAR) {
                assertEquals(margin < 0, u[i] < shape.threshold(), shape + ": u[" + i + "] = " + u[i] + ", in double " + exact[i]);
            }
        }
    }

    /** NaN as a value of its own, so that it must stand where it is expected. */
    private static float[] number(float[] values) {
        final float[] numbers = values.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.isNaN(values[i]) ? -1 : values[i];
        }
        return numbers;
    }

    private static double[] number(double[] values) {
        final double[] numbers = values.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.isNaN(values[i]) ? -1 : values[i];
        }
        return numbers;
    }
}
