package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.recipe.SigmoidRecipe;
import io.samcp.kernels.selection.InstanceSelectKernel;
import io.samcp.kernels.selection.PanopticSelectKernel;
import io.samcp.kernels.selection.SelectionReference;
import io.samcp.kernels.selection.SelectionReference.Choice;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queries become instances, which compete for pixels. */
final class SelectionKernelTest {

    private static final InstanceSelectKernel INSTANCES = new InstanceSelectKernel(InstanceSelectKernel.BEST);
    private static final PanopticSelectKernel PANOPTIC = new PanopticSelectKernel(PanopticSelectKernel.BEST);

    /** Evenly spaced values in a random order: no two sigmoids are within rounding of each other. */
    private static float[] spread(int n) {
        final List<Float> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values.add(-4 + 8.0f * i / n);
        }
        Collections.shuffle(values, new Random(11));
        final float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = values.get(i);
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 1, 1", "31, 5, 6, 11, 100", "33, 53, 97, 150, 100", "97, 2, 1, 3, 257", "257, 3, 31, 40, 33",
        "150, 53, 80, 133, 100", "33000, 0, 1, 1, 2"})
    void instancesAreTheBestPairs(int patches, int semantic, int things, int classes, int max) {
        final InstanceSelectKernel.Shape shape = new InstanceSelectKernel.Shape(semantic + patches, classes, semantic, things, max);
        final float[] logits = spread((semantic + patches) * classes);
        for (final int live : new int[]{patches, Math.max(1, patches / 2), 0}) {
            final List<Choice> expected = SelectionReference.instances(shape, logits, live);
            final Outputs out = instances(shape, logits, live);
            assertEquals(expected.size(), out.ints("count")[0], shape + ", live " + live);
            check(expected, out, max);
        }
    }

    @Test
    void equalScoresComeInTheOrderOfTheirIndex() {
        final InstanceSelectKernel.Shape shape = new InstanceSelectKernel.Shape(300, 4, 1, 3, 500);
        for (final float logit : new float[]{1, -200}) { // the sigmoid of the second is 0
            final float[] logits = new float[300 * 4];
            Arrays.fill(logits, logit);
            final Outputs out = instances(shape, logits, 299);
            for (int k = 0; k < 500; k++) {
                assertEquals(k / 3, out.ints("queries")[k], "query " + k + ", logit " + logit);
                assertEquals(k % 3, out.ints("labels")[k], "label " + k + ", logit " + logit);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 1, 1", "31, 5, 6, 11, 100", "33, 53, 97, 150, 20", "97, 2, 1, 3, 257", "257, 3, 31, 40, 33",
        "150, 53, 80, 133, 100",
        "1024, 53, 3, 56, 100"})
    void competingQueriesAreTheBestThatPassTheThresholds(int patches, int semantic, int things, int classes, int max) {
        final int rows = semantic + patches;
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(rows, classes, semantic, things, max, 0.3f, 0.4f);
        final float[] logits = spread(rows * classes);
        final float[] rowMax = new float[rows];
        for (int r = 0; r < rows; r++) {
            rowMax[r] = r % 10 / 10.0f + 0.05f;
        }
        final List<Choice> expected = SelectionReference.panoptic(shape, logits, rowMax, rows);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, logits, rowMax,
                RequestRecords.of(patches, rows, 1, 1));
        assertEquals(expected.size(), out.ints("count")[0], shape.toString());
        check(expected, out, max);
    }

    @Test
    void equalScoresOfRowsComeInTheirOrder() {
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(200, 5, 2, 3, 150, 0.3f, 0.3f);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, Filling.ONES.floats(1000, 1),
                Filling.ONES.floats(200, 1), RequestRecords.of(198, 200, 1, 1));
        for (int k = 0; k < 150; k++) {
            assertEquals(k, out.ints("queries")[k], "place " + k);
            assertEquals(k < 2 ? 3 + k : 0, out.ints("labels")[k], "label " + k);
        }
    }

    /** As in PyTorch: a NaN wins among the classes of its row and among the rows, takes its place and is not kept. */
    @Test
    void aNaNIsTheLargestScoreAndPassesNoThreshold() {
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(40, 12, 3, 9, 20, -1, -1);
        final float[] logits = spread(40 * 12);
        final float[] rowMax = Filling.ONES.floats(40, 1);
        logits[12 + 10] = Float.NaN; // semantic query 1, its class
        logits[2 * 12 + 10] = Float.NaN; // semantic query 2, another class
        logits[7 * 12] = Float.NaN; // instance queries: first, last and middle thing, and no thing
        logits[8 * 12 + 8] = Float.NaN;
        logits[9 * 12 + 4] = Float.intBitsToFloat(0xFFC00000);
        logits[10 * 12 + 9] = Float.NaN;
        Arrays.fill(logits, 39 * 12, 40 * 12, Float.NaN);
        rowMax[11] = Float.NaN;
        final List<Choice> expected = SelectionReference.panoptic(shape, logits, rowMax, 40);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, logits, rowMax,
                RequestRecords.of(37, 40, 1, 1));
        assertEquals(expected.size(), out.ints("count")[0]);
        check(expected, out, 20);
        final List<Integer> kept = Arrays.stream(out.ints("queries")).limit(expected.size()).boxed().toList();
        assertTrue(Collections.disjoint(kept, List.of(1, 7, 8, 9, 11, 39)), "kept " + kept);
        assertTrue(expected.size() <= 20 - 5, "five rows of NaN are among the best 20: " + expected.size());
    }

    @Test
    void aNaNLogitIsTheBestInstance() {
        final InstanceSelectKernel.Shape shape = new InstanceSelectKernel.Shape(12, 5, 2, 4, 10);
        final float[] logits = spread(60);
        logits[5 * 9 + 2] = Float.NaN;
        logits[5 * 4 + 3] = Float.NaN;
        final Outputs out = instances(shape, logits, 10);
        assertArrayEquals(new int[]{2, 7}, Arrays.copyOf(out.ints("queries"), 2), "queries");
        assertArrayEquals(new int[]{3, 2}, Arrays.copyOf(out.ints("labels"), 2), "labels");
        assertTrue(Float.isNaN(out.floats("scores")[0]) && Float.isNaN(out.floats("scores")[1]) && !Float.isNaN(out.floats("scores")[2]),
                Arrays.toString(out.floats("scores")));
    }

    @Test
    void scoresOfRowsAreTheRecipesSigmoid() {
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(700, 4, 3, 1, 700, -1, 0);
        final float[] logits = new float[2800];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (i * 17 % 2800 - 1400) * 0.0753f;
        }
        for (int i = 0; i < KernelInputs.TELLING_LOGITS.length; i++) {
            logits[4 * (3 + i)] = KernelInputs.TELLING_LOGITS[i];
        }
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, logits, Filling.ONES.floats(700, 1),
                RequestRecords.of(697, 700, 1, 1));
        final float[] expected = new float[700];
        for (int k = 0; k < 700; k++) {
            final int row = out.ints("queries")[k];
            expected[k] = SigmoidRecipe.sigmoid(logits[4 * row + (row < 3 ? 1 + row : 0)]);
        }
        AccuracyCheck.sameBits("scores", out.floats("scores"), expected);
        assertEquals(700, Arrays.stream(out.ints("queries")).distinct().count());
    }

    @Test
    void labelsGoBeyondSixteenBits() {
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(1, 70_001, 1, 70_000, 1, 0, 0);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, new float[70_001], new float[]{1},
                RequestRecords.of(0, 1, 1, 1));
        assertEquals(1, out.ints("count")[0]);
        assertEquals(70_000, out.ints("labels")[0]);
    }

    @Test
    void theThresholdItselfDoesNotPass() {
        final PanopticSelectKernel.Shape shape = new PanopticSelectKernel.Shape(2, 1, 0, 1, 2, 0.5f, 0.25f);
        assertEquals(0, KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, new float[2], new float[]{1, 1},
                RequestRecords.of(2, 2, 1, 1)).ints("count")[0]);
        assertEquals(1, KernelHarness.launch(EngineOptions.deterministic(), PANOPTIC, shape, new float[]{1, 1}, new float[]{0.25f, 0.26f},
                RequestRecords.of(2, 2, 1, 1)).ints("count")[0]);
    }

    @Test
    void giveTheSameBitsInEveryOrderOfWarps() {
        final float[] logits = spread(90 * 20);
        KernelHarness.sameInEveryOrder(INSTANCES, new InstanceSelectKernel.Shape(90, 20, 10, 12, 100), logits,
                RequestRecords.of(80, 90, 1, 1));
        KernelHarness.sameInEveryOrder(PANOPTIC, new PanopticSelectKernel.Shape(90, 22, 10, 12, 100, 0.3f, 0.3f), spread(90 * 22),
                Filling.ONES.floats(90, 1), RequestRecords.of(80, 90, 1, 1));
    }

    @Test
    void refuseShapesOutsideTheirContracts() {
        assertThrows(IllegalArgumentException.class, () -> new InstanceSelectKernel.Shape(0, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new InstanceSelectKernel.Shape(5, 3, 5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new InstanceSelectKernel.Shape(5, 3, 0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new InstanceSelectKernel.Shape(5, 3, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PanopticSelectKernel.Shape(2049, 3, 0, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PanopticSelectKernel.Shape(5, 3, 2, 2, 1, 0, 0));
    }

    private static Outputs instances(InstanceSelectKernel.Shape shape, float[] logits, int live) {
        return KernelHarness.launch(EngineOptions.deterministic(), INSTANCES, shape, logits,
                RequestRecords.of(live, shape.semantic() + live, 1, 1));
    }

    private static void check(List<Choice> expected, Outputs out, int max) {
        assertArrayEquals(Arrays.copyOf(expected.stream().mapToInt(Choice::query).toArray(), max), out.ints("queries"), "queries");
        assertArrayEquals(Arrays.copyOf(expected.stream().mapToInt(Choice::label).toArray(), max), out.ints("labels"), "labels");
        final double[] scores = Arrays.copyOf(expected.stream().mapToDouble(Choice::score).toArray(), max);
        AccuracyCheck.within("scores", out.floats("scores"), scores, 2e-7);
    }
}
