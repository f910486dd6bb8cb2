package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityReference;
import io.samcp.kernels.affinity.AffinityReference.Operands;
import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.kernels.affinity.FusedAffinityKernel.Shape;
import io.samcp.kernels.affinity.FusedAffinityKernel.Version;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact fused rung: equal, to the bit, to the two kernels it replaces. */
final class FusedAffinityKernelTest {

    private static final FusedAffinityKernel KERNEL = FusedAffinityKernel.best(Precision.FP32);
    private static final float[] NONE = {};
    private static final List<String> RESULTS = List.of("blocked", "selected", "merged", "rowmax", "u");

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 4", "3, 31, 2, 8", "4, 32, 8, 32", "2, 33, 5, 12", "31, 97, 3, 32", "5, 257, 8, 16", "9, 150, 8, 32",
        "6, 196, 7, 28"})
    void equalsBothKernelsForAwkwardSizes(int queries, int patches, int heads, int headSize) {
        final int[] nowhere = KernelInputs.maskWords(1, patches, patches + 1, 2);
        equalsBoth(shape(queries, patches, heads, headSize, false, 0), Filling.ONES, nowhere);
        equalsBoth(shape(queries, patches, heads, headSize, true, 0), Filling.RAMP, nowhere);
        equalsBoth(shape(queries, patches, heads, headSize, true, 0), Filling.RANDOM, KernelInputs.maskWords(1, patches, 4, 3));
        equalsBoth(shape(queries, patches, heads, headSize, false, patches / 2), Filling.RANDOM, KernelInputs.maskWords(1, patches, 4, 4));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 33", "7, 97"})
    void equalsBothKernelsWithoutScaling(int queries, int patches) {
        for (final float threshold : new float[]{0.5f, 0.4f, 0.9f}) {
            final Shape shape = new Shape(new AffinityKernel.Shape(queries, patches, 4, 8, true),
                    new AffinityStageKernel.Shape(queries, patches, threshold, false, 1, 2, 640, 480, true));
            equalsBoth(shape, Filling.RANDOM, KernelInputs.maskWords(1, patches, 4, 3));
        }
    }

    @Test
    void equalsBothKernelsForTheMostPatches() {
        equalsBoth(shape(5, 1024, 2, 4, true, 0), Filling.RANDOM, KernelInputs.maskWords(1, 1024, 9, 3));
    }

    /** The row of equal affinities has a NaN for every quotient; the kernels it replaces are tested with it on their own. */
    @Test
    void equalsBothKernelsWhereNothingCanBeScaled() {
        final Shape shape = shape(3, 40, 2, 8, true, 0);
        final Operands x = operands(shape.logits(), Filling.RANDOM);
        final float[] previous = new float[3 * 40];
        Arrays.fill(previous, 0, 40, 200);
        Arrays.fill(previous, 40, 80, -200);
        equalsBoth(shape, new Operands(x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(), previous),
                new int[2]);
    }

    @Test
    void equalsBothKernelsForSpecialValues() {
        final float[] specials = {0, -0.0f, 1e-40f, 1e38f, -1e38f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        final Shape shape = shape(8, 64, 3, 8, true, 0);
        final Operands x = operands(shape.logits(), Filling.RANDOM);
        for (int i = 0; i < 8; i++) {
            x.q()[i * 24 + 3 * i] = specials[i];
            x.k()[(7 * i + 1) * 24 + i] = specials[i];
            x.bias()[8 * i + 2] = specials[i];
            x.previous()[64 * i + 9 * i] = specials[i];
        }
        equalsBoth(shape, x, new int[2]);
    }

    @Test
    void signOfZeroSurvivesFewerThanEightHeads() {
        final float[] minus = {-0.0f};
        final Operands x = new Operands(new float[]{1, 1, 1, 1}, new float[]{-1, -1, -1, -1}, minus, minus, minus, minus, minus, minus,
                minus,
                new float[]{1}, minus);
        equalsBoth(shape(1, 1, 1, 4, true, 0), x, new int[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d"})
    void matchesPyTorch(String name) {
        final Golden golden = Golden.open(name);
        final float[] plain = AffinityReference.plain(golden.shape().logits(), golden.operands());
        AccuracyCheck.notWorseThanPlain(name,
                launch(golden.shape(), golden.operands(), new int[golden.words()], new float[4 * golden.shape().logits().patches()])
                        .floats("out"),
                plain, golden.accumulated());
    }

    /** The affinities of the golden come in as those of the stage before, and nothing is added to them. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void decidesAsPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/dca_merge.safetensors");
        final int[] size = golden.shape(name + ".affinity");
        final String[] image = golden.metadata().get("batch_h_w").split(",", -1);
        final Shape shape = new Shape(new AffinityKernel.Shape(size[0], size[1], 1, 4, true),
                new AffinityStageKernel.Shape(size[0], size[1], 0.5f, true, 0, 0, Integer.parseInt(image[1]), Integer.parseInt(image[0]),
                        false));
        final float[] zero = {0};
        final Operands x = new Operands(new float[size[0] * 4], new float[size[1] * 4], zero, zero, zero, zero, zero, zero,
                new float[size[1]], new float[]{1}, golden.floats(name + ".affinity"));
        final Outputs out = launch(shape, x, new int[Math.ceilDiv(size[1], 32)], golden.floats(name + ".boxes"));
        AccuracyCheck.sameBits("out", out.floats("out"), x.previous());
        assertArrayEquals(KernelInputs.maskWords(size[0], size[1], golden.bytes(name + ".blocked")), out.ints("blocked"), "blocked");
        AccuracyCheck.sameBits("merged", out.floats("merged"), golden.floats(name + ".merged_boxes"));
    }

    @Test
    void queriesDoNotDependOnHowManyThereAre() {
        final Shape all = shape(7, 150, 4, 8, true, 0);
        final Operands x = operands(all.logits(), Filling.RANDOM);
        final int[] padding = KernelInputs.maskWords(1, 150, 9, 3);
        final float[] boxes = KernelInputs.boxes(150, 640, 480, 4);
        final Outputs many = launch(all, x, padding, boxes);
        final Outputs one = launch(shape(1, 150, 4, 8, true, 0), x, padding, boxes);
        AccuracyCheck.sameBits("out", one.floats("out"), Arrays.copyOf(many.floats("out"), 150));
        assertArrayEquals(Arrays.copyOf(many.ints("blocked"), 5), one.ints("blocked"), "blocked");
        AccuracyCheck.sameBits("merged", one.floats("merged"), Arrays.copyOf(many.floats("merged"), 4));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final Shape shape = shape(9, 97, 3, 16, true, 0);
        final Operands x = operands(shape.logits(), Filling.RANDOM);
        KernelHarness.sameInEveryOrder(KERNEL, shape, inputs(x, KernelInputs.maskWords(1, 97, 5, 3), KernelInputs.boxes(97, 640, 480, 4)));
    }

    @Test
    void countsWhatItsCardSays() {
        final Shape shape = shape(203, 150, 8, 32, true, 0);
        final Operands x = operands(shape.logits(), Filling.RANDOM);
        final LaunchCounters counters = LaunchCounts.of(KERNEL, shape,
                inputs(x, new int[5], KernelInputs.boxes(150, 640, 480, 4)));
        assertEquals(0, counters.total().conflicts(), "bank conflicts");
        final long bytes = KERNEL.cost(shape).bytes();
        assertTrue(counters.distinctBytes() <= bytes && counters.distinctBytes() >= 0.97 * bytes,
                "bytes: " + counters.distinctBytes() + ", cost " + bytes);
        final long flops = KERNEL.cost(shape).flops();
        assertTrue(counters.flops() >= flops && counters.flops() <= 1.1 * flops, "flops: " + counters.flops() + ", cost " + flops);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        final AffinityStageKernel.Shape stage = new AffinityStageKernel.Shape(2, 3, 0.5f, true, 1, 2, 640, 480, true);
        assertThrows(IllegalArgumentException.class, () -> new Shape(new AffinityKernel.Shape(3, 3, 1, 4, false), stage));
        assertThrows(IllegalArgumentException.class, () -> new Shape(new AffinityKernel.Shape(2, 4, 1, 4, false), stage));
        assertThrows(IllegalArgumentException.class, () -> shape(1, 1025, 1, 4, false, 0));
        assertThrows(IllegalArgumentException.class, () -> shape(1, 1, 9, 4, false, 0));
        assertThrows(IllegalArgumentException.class, () -> shape(1, 1, 1, 36, false, 0));
        assertThrows(IllegalArgumentException.class, () -> shape(1, 1, 1, 6, false, 0));
        for (final Precision precision : Precision.values()) {
            final Version other = precision == Precision.FP32 ? Version.V3_MMA : Version.V2_FUSED;
            assertThrows(IllegalArgumentException.class, () -> new FusedAffinityKernel(other, precision));
        }
    }

    /** A case of kernels/affinity. */
    record Golden(Shape shape, Operands operands, double[] accumulated, int words) {

        static Golden open(String name) {
            final GoldenFile golden = GoldenFile.open("kernels/affinity.safetensors");
            final int[] q = golden.shape(name + ".q");
            final int patches = golden.shape(name + ".k")[1];
            final float[] scale = {(float) Math.exp(golden.floats(name + ".logit_scale")[0])};
            final Operands x = new Operands(KernelInputs.swapped(golden.floats(name + ".q"), 1, q[0], q[1], q[2]),
                    KernelInputs.swapped(golden.floats(name + ".k"), 1, q[0], patches, q[2]), golden.floats(name + ".conv0.weight"),
                    golden.floats(name + ".conv0.bias"), golden.floats(name + ".conv1.weight"), golden.floats(name + ".conv1.bias"),
                    golden.floats(name + ".conv2.weight"), golden.floats(name + ".conv2.bias"), golden.floats(name + ".bias_n"), scale,
                    golden.floats(name + ".previous"));
            return new Golden(FusedAffinityKernelTest.shape(q[1], patches, q[0], q[2], true, 0), x,
                    KernelInputs.doubles(golden.floats(name + ".accumulated")), Math.ceilDiv(patches, 32));
        }
    }

    static Shape shape(int queries, int patches, int heads, int headSize, boolean previous, int compared) {
        return new Shape(new AffinityKernel.Shape(queries, patches, heads, headSize, previous),
                new AffinityStageKernel.Shape(queries, patches, 0.5f, true, 1, 2, 640, 480, true, compared));
    }

    static Operands operands(AffinityKernel.Shape s, Filling filling) {
        final int width = s.heads() * s.headSize();
        final float[] scale = {1.7f};
        return new Operands(filling.floats(s.queries() * width, 1), filling.floats(s.patches() * width, 2),
                filling.floats(s.heads() * s.heads(), 3), filling.floats(s.heads(), 4), filling.floats(s.heads() * s.heads(), 5),
                filling.floats(s.heads(), 6), filling.floats(s.heads(), 7), filling.floats(1, 8), filling.floats(s.patches(), 9), scale,
                s.previous() ? filling.floats(s.queries() * s.patches(), 10) : NONE);
    }

    private static Object[] inputs(Operands x, int[] padding, float[] boxes) {
        return new Object[]{x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(), x.previous(), padding,
            boxes};
    }

    private static Outputs launch(Shape shape, Operands x, int[] padding, float[] boxes) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, inputs(x, padding, boxes));
    }

    private static void equalsBoth(Shape shape, Filling filling, int[] padding) {
        equalsBoth(shape, operands(shape.logits(), filling), padding);
    }

    private static void equalsBoth(Shape shape, Operands x, int[] padding) {
        final float[] boxes = KernelInputs.boxes(shape.logits().patches(), 640, 480, 4);
        final float[] out = KernelHarness
                .launchLarge(new AffinityKernel(AffinityKernel.Version.V1_THREAD_PER_PAIR), shape.logits(), x.q(), x.k(), x.w0(), x.b0(),
                        x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(), x.previous())
                .floats("out");
        final Outputs stage = KernelHarness.launchLarge(new AffinityStageKernel(AffinityStageKernel.Version.V1_WARP_PER_ROW), shape.stage(),
                out, padding, boxes);
        final Outputs fused = launch(shape, x, padding, boxes);
        AccuracyCheck.sameBits(shape + ": out", fused.floats("out"), out);
        for (final String result : RESULTS) {
            assertArrayEquals(stage.ints(result), fused.ints(result), shape + ": " + result);
        }
    }
}
