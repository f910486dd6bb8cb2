package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.kernels.roialign.RoiLevelKernel.Shape;
import io.samcp.kernels.roialign.RoiLevelReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pyramid levels against their definition and against PyTorch. */
final class RoiLevelKernelTest {

    private static final RoiLevelKernel KERNEL = new RoiLevelKernel(RoiLevelKernel.BEST);

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 97, 150, 256, 257})
    void matchesDefinitionForAwkwardSizes(int n) {
        final float[] boxes = KernelInputs.boxes(n, 1333, 800, n);
        for (int levels = 1; levels <= 4; levels++) {
            final Shape shape = new Shape(n, levels, 56);
            assertArrayEquals(RoiLevelReference.exact(shape, boxes), launch(shape, boxes), shape.toString());
        }
    }

    @Test
    void changesLevelAtTheSidesOfThePaper() {
        final float[] boxes = {5, 5, 5, 9, 0, 0, 1, 1, 0, 0, 111, 112, 0, 0, 112, 112, 10, 10, 233, 234, 10, 10, 234, 234, 0, 0, 447, 448,
            0, 0, 448, 448, 0, 0, 2000, 2000};
        assertArrayEquals(new int[]{0, 0, 0, 1, 1, 2, 2, 3, 3}, launch(new Shape(9, 4, 56), boxes), "levels");
    }

    @Test
    void forgivesARoundingErrorBelowASide() {
        final float side = Math.nextDown(112.0f);
        final float[] boxes = {0, 0, side, side, 0, 0, 111.99f, 111.99f};
        assertArrayEquals(new int[]{1, 0}, launch(new Shape(2, 4, 56), boxes), "levels");
    }

    /** One part in a million is added: what is less than that below a side belongs to it, what is more does not. */
    @Test
    void addsOneMillionth() {
        final float less = 0x1p-20f;
        final float more = 0x9p-23f;
        final float[] boxes = {0, 0, 2 - less, 2 - less, 0, 0, 4 - less, 4 - less, 0, 0, 8 - less, 8 - less, 0, 0, 2 - more, 2 - more};
        assertArrayEquals(new int[]{1, 2, 3, 0}, launch(new Shape(4, 4, 1), boxes), "levels");
    }

    /** Boxes a few units in the last place from a side: each operation must be correctly rounded. */
    @Test
    void roundsEachOperationCorrectly() {
        final float[] boxes = boxesAtTheSides(3000);
        final int[] levels = new int[3000];
        for (int n = 0; n < levels.length; n++) {
            levels[n] = levelInFloat(boxes, n);
        }
        assertArrayEquals(levels, launch(new Shape(levels.length, 4, 56), boxes), "levels");
    }

    /** Boxes whose level hangs on the last bits, for a finest side of 56. */
    static float[] boxesAtTheSides(int n) {
        final Random random = new Random(12);
        final float[] boxes = new float[4 * n];
        for (int i = 0; i < n; i++) {
            final double side = 56 * ((2 << i % 3) - 1e-6);
            boxes[4 * i] = random.nextFloat();
            boxes[4 * i + 1] = random.nextFloat();
            boxes[4 * i + 2] = (float) (side * (0.6 + random.nextFloat()));
            boxes[4 * i + 3] = (float) (boxes[4 * i + 1] + side * side / (boxes[4 * i + 2] - boxes[4 * i]));
            boxes[4 * i + 3] += (random.nextInt(5) - 2) * Math.ulp(boxes[4 * i + 3]);
        }
        return boxes;
    }

    /** Level of a box, the finest side being 56, in the kernel's operations. */
    static int levelInFloat(float[] boxes, int n) {
        final float area = (boxes[4 * n + 2] - boxes[4 * n]) * (boxes[4 * n + 3] - boxes[4 * n + 1]);
        final float side = (float) Math.sqrt(area) / 56 + 1e-6f;
        return side >= 8 ? 3 : side >= 4 ? 2 : side >= 2 ? 1 : 0;
    }

    @Test
    void matchesPyTorch() {
        final GoldenFile golden = GoldenFile.open("kernels/multilevel_roi_align.safetensors");
        assertArrayEquals(golden.ints("level"), launch(new Shape(golden.shape("boxes")[0], 4, 56), golden.floats("boxes")), "levels");
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(257, 4, 56), KernelInputs.boxes(257, 640, 480, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 4, 56));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 56));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 5, 56));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 4, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 4, Float.NaN));
    }

    private static int[] launch(Shape shape, float[] boxes) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, boxes).ints("level");
    }
}
