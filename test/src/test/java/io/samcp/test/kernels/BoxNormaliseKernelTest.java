package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.kernels.boxes.BoxNormaliseKernel.Shape;
import io.samcp.kernels.boxes.BoxNormaliseReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalised boxes against their references and against PyTorch. */
final class BoxNormaliseKernelTest {

    private static final BoxNormaliseKernel KERNEL = new BoxNormaliseKernel(BoxNormaliseKernel.BEST);

    /** Plain float may be this far from double: no reference may be wrong altogether. */
    private static final double SANE = 1e-6;

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 97, 150, 256, 257})
    void matchesReferenceForAwkwardSizes(int n) {
        check(new Shape(n, 1333, 800), KernelInputs.boxes(n, 1333, 800, n));
        check(new Shape(n, 7, 3), Filling.ONES.floats(4 * n, 0));
        check(new Shape(n, 7, 3), Filling.RAMP.floats(4 * n, 0));
    }

    @Test
    void matchesPyTorch() {
        final GoldenFile golden = GoldenFile.open("kernels/box_encoding.safetensors");
        final Shape shape = new Shape(golden.shape("boxes")[0], 1, 1);
        final float[] boxes = golden.floats("boxes");
        AccuracyCheck.notWorseThanPlain("golden", launch(shape, boxes), BoxNormaliseReference.plain(shape, boxes),
                KernelInputs.doubles(golden.floats("xyxy_to_cxcywh")));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(257, 640, 480), KernelInputs.boxes(257, 640, 480, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0));
    }

    private static float[] launch(Shape shape, float[] boxes) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, boxes).floats("out");
    }

    private static void check(Shape shape, float[] boxes) {
        final float[] plain = BoxNormaliseReference.plain(shape, boxes);
        AccuracyCheck.within("plain float", plain, BoxNormaliseReference.exact(shape, boxes), SANE);
        AccuracyCheck.sameBits(shape.toString(), launch(shape, boxes), plain);
    }
}
