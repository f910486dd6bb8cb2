package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.boxes.ReferencePointsKernel;
import io.samcp.kernels.boxes.ReferencePointsKernel.Shape;
import io.samcp.kernels.boxes.ReferencePointsReference;
import io.samcp.kernels.recipe.LogRecipe;
import io.samcp.kernels.recipe.SigmoidRecipe;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Initial reference boxes against their references and against PyTorch. */
final class ReferencePointsKernelTest {

    private static final ReferencePointsKernel KERNEL = new ReferencePointsKernel(ReferencePointsKernel.BEST);

    /** Of the few values at which it shows how the first coefficients of the logarithm are rounded. */
    private static final float[] FEW = {0.26101035f, 0.15065941f, 0.25778946f, 0.411379f, 0.14028718f, 0.15180203f, 0.07899617f,
        0.0686531f};

    /** Plain float may be this far from double: no reference may be wrong altogether. */
    private static final double SANE = 1e-6;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 31", "33, 1", "31, 33", "97, 33", "53, 150", "53, 257"})
    void matchesReferenceForAwkwardSizes(int semantic, int patches) {
        for (Filling filling : Filling.values()) {
            final float[] rows = filling.floats(4 * semantic, 1);
            final float[] boxes = filling.floats(4 * patches, 2);
            final Shape shape = new Shape(semantic, patches);
            final double[] exact = ReferencePointsReference.exact(shape, rows, boxes);
            final float[] plain = ReferencePointsReference.plain(shape, rows, boxes);
            AccuracyCheck.within("plain float", plain, exact, SANE);
            AccuracyCheck.notWorseThanPlain(shape + ", " + filling, launch(shape, rows, boxes), plain, exact);
        }
    }

    @Test
    void matchesReferenceAtTheEdgesOfTheImage() {
        final float[] boxes = {0, 1, -0.25f, 1.5f, 1e-6f, 1 - 1e-6f, 1e-5f, 1 - 1e-5f, 0.5f, 1e-30f, -0.0f, 0.99999f};
        final float[] rows = {-200, 200, 0, -20};
        final Shape shape = new Shape(1, 3);
        AccuracyCheck.notWorseThanPlain("edges", launch(shape, rows, boxes), ReferencePointsReference.plain(shape, rows, boxes),
                ReferencePointsReference.exact(shape, rows, boxes));
    }

    @Test
    void keepsNaN() {
        final float[] boxes = {Float.NaN, 0.25f, 0.5f, Float.intBitsToFloat(0xFFC00000)};
        final float[] rows = {1, Float.NaN, 2, 3};
        final Shape shape = new Shape(1, 1);
        final float[] out = launch(shape, rows, boxes);
        AccuracyCheck.notWorseThanPlainAndNaNAlike("NaN", out, ReferencePointsReference.plain(shape, rows, boxes),
                ReferencePointsReference.exact(shape, rows, boxes));
        for (int i = 0; i < 8; i++) {
            assertEquals(i == 1 || i == 4 || i == 7, Float.isNaN(out[i]), "out[" + i + "] = " + out[i]);
        }
    }

    @Test
    void equalsTheRecipesToTheBit() {
        final Shape shape = new Shape(500, 500);
        final float[] rows = new float[2000];
        final float[] boxes = new float[2000];
        final float[] expected = new float[4000];
        for (int i = 0; i < 2000; i++) {
            rows[i] = i < KernelInputs.TELLING_LOGITS.length ? KernelInputs.TELLING_LOGITS[i] : (i - 1000) * 0.1051f;
            boxes[i] = i < FEW.length ? FEW[i] : (i - 3) / 1994.0f;
            final float p = Math.clamp(boxes[i], 0.0f, 1.0f);
            expected[i] = SigmoidRecipe.sigmoid(rows[i]);
            expected[2000 + i] = SigmoidRecipe.sigmoid(LogRecipe.log(Math.max(p, 1e-5f) / Math.max(1 - p, 1e-5f)));
        }
        AccuracyCheck.sameBits("recipes", launch(shape, rows, boxes), expected);
    }

    @Test
    void matchesPyTorch() {
        final GoldenFile golden = GoldenFile.open("kernels/box_encoding.safetensors");
        final Shape shape = new Shape(1, golden.shape("boxes")[0]);
        final float[] rows = new float[4];
        final float[] boxes = golden.floats("boxes");
        final double[] expected = Arrays.stream(KernelInputs.doubles(golden.floats("logit"))).map(x -> 1 / (1 + Math.exp(-x))).toArray();
        final float[] all = launch(shape, rows, boxes);
        final float[] plain = ReferencePointsReference.plain(shape, rows, boxes);
        AccuracyCheck.notWorseThanPlain("golden", Arrays.copyOfRange(all, 4, all.length), Arrays.copyOfRange(plain, 4, plain.length),
                expected);
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(53, 97), Filling.RANDOM.floats(4 * 53, 1), Filling.RANDOM.floats(4 * 97, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0));
    }

    private static float[] launch(Shape shape, float[] semantic, float[] boxes) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, semantic, boxes).floats("out");
    }
}
