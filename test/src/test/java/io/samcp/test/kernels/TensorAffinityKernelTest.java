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
import io.samcp.kernels.affinity.FusedAffinityReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The fused rungs on tensor cores. On an engine that adds products one by one they equal plain loops in their order to the bit. */
final class TensorAffinityKernelTest {

    private static final List<Precision> PRECISIONS = List.of(Precision.BF16, Precision.FP16, Precision.TF32);
    private static final List<String> RESULTS = List.of("blocked", "selected", "merged", "rowmax", "u");
    private static final EngineOptions SEQUENTIAL = EngineOptions.deterministic();
    private static final EngineOptions ALIGNED = EngineOptions.deterministic().withMatrixSum(MatrixSum.ALIGNED);

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 8", "3, 31, 2, 16", "8, 32, 8, 32", "2, 33, 5, 24", "31, 97, 3, 32", "5, 289, 8, 16", "9, 150, 8, 32",
        "7, 16, 4, 8", "6, 17, 7, 8"})
    void equalsPlainLoopsForAwkwardSizes(int queries, int patches, int heads, int headSize) {
        final int[] nowhere = KernelInputs.maskWords(1, patches, patches + 1, 2);
        for (final Precision precision : PRECISIONS) {
            check(precision, shape(queries, patches, heads, headSize, true, 0), Filling.RANDOM, KernelInputs.maskWords(1, patches, 4, 3));
            if (precision == Precision.FP16) {
                continue; // its text is that of BF16
            }
            check(precision, shape(queries, patches, heads, headSize, false, 0), Filling.ONES, nowhere);
            check(precision, shape(queries, patches, heads, headSize, true, 0), Filling.RAMP, nowhere);
            check(precision, shape(queries, patches, heads, headSize, false, patches / 2), Filling.RANDOM,
                    KernelInputs.maskWords(1, patches, 4, 4));
        }
    }

    @Test
    void equalsPlainLoopsForTheMostPatches() {
        for (final Precision precision : PRECISIONS) {
            check(precision, shape(3, 1024, 2, 8, true, 0), Filling.RANDOM, KernelInputs.maskWords(1, 1024, 9, 3));
        }
    }

    @Test
    void tf32TakesChannelsByFours() {
        check(Precision.TF32, shape(9, 33, 3, 4, true, 0), Filling.RANDOM, new int[2]);
        check(Precision.TF32, shape(9, 33, 3, 20, true, 0), Filling.RANDOM, new int[2]);
        check(Precision.TF32, shape(9, 33, 8, 28, true, 0), Filling.RANDOM, new int[2]);
    }

    /** What fills up a tile of patches has a score too, and no bias: here it would be the smallest of its row, or the largest. */
    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void leavesOutWhatFillsUpTheLastTile(Precision precision) {
        for (final int patches : new int[]{33, 40}) {
            for (final float bias : new float[]{4, -4}) {
                final Shape shape = shape(9, patches, 2, 8, false, 0);
                final Operands x = FusedAffinityKernelTest.operands(shape.logits(), Filling.RANDOM);
                x.scale()[0] = 50;
                Arrays.fill(x.bias(), bias);
                check(precision, shape, x, new int[2]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void decidesWithoutScaling(Precision precision) {
        for (final float threshold : new float[]{0.5f, 0.4f, 0.9f}) {
            check(precision,
                    new Shape(new AffinityKernel.Shape(9, 33, 4, 8, true),
                            new AffinityStageKernel.Shape(9, 33, threshold, false, 1, 2, 640, 480, true)),
                    Filling.RANDOM, KernelInputs.maskWords(1, 33, 4, 3));
        }
    }

    /** Tensor cores sum in an order and with cuts of their own. */
    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void isNotWorseThanPlainLoopsWithAlignedSums(Precision precision) {
        for (final int[] size : new int[][]{{9, 150, 8, 32}, {3, 31, 2, 16}, {8, 33, 5, 24}}) {
            final Shape shape = shape(size[0], size[1], size[2], size[3], true, 0);
            final Operands x = FusedAffinityReference.rounded(precision, FusedAffinityKernelTest.operands(shape.logits(), Filling.RANDOM));
            final int[] padding = KernelInputs.maskWords(1, size[1], 9, 3);
            final Outputs fused = launch(ALIGNED, precision, shape, x, padding);
            AccuracyCheck.notWorseThanPlain(precision + " " + shape, fused.floats("out"), AffinityReference.plain(shape.logits(), x),
                    AffinityReference.exact(shape.logits(), x));
            decidesAsTheStageKernel(shape, fused, padding);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void isAsNearToPyTorchAsPlainLoopsOfRoundedOperands(Precision precision) {
        for (final String name : List.of("a", "b", "c", "d")) {
            final FusedAffinityKernelTest.Golden golden = FusedAffinityKernelTest.Golden.open(name);
            final float[] plain = AffinityReference.plain(golden.shape().logits(),
                    FusedAffinityReference.rounded(precision, golden.operands()));
            for (final EngineOptions options : List.of(SEQUENTIAL, ALIGNED)) {
                final float[] out = launch(options, precision, golden.shape(), golden.operands(), new int[golden.words()]).floats("out");
                AccuracyCheck.notWorseThanPlain(precision + " " + name, out, plain, golden.accumulated());
            }
        }
    }

    /** A score that is no number counts as zero, an infinite one stays infinite: as in the exact rung. */
    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void treatsSpecialValuesAsTheExactRung(Precision precision) {
        final float[] specials = {0, -0.0f, 1e-40f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        final Shape shape = shape(8, 32, 3, 8, true, 0);
        final Operands x = FusedAffinityReference.rounded(precision, FusedAffinityKernelTest.operands(shape.logits(), Filling.RANDOM));
        for (int i = 0; i < specials.length; i++) {
            x.q()[i * 24 + 4 * i] = specials[i];
            x.k()[(5 * i + 1) * 24 + 3 * i] = specials[i];
            x.bias()[5 * i + 2] = specials[i];
            x.previous()[32 * i + 5 * i] = specials[i];
        }
        final float[] exact = KernelHarness.launch(SEQUENTIAL, FusedAffinityKernel.best(Precision.FP32), shape,
                inputs(Precision.FP32, x, new int[1])).floats("out");
        final Outputs fused = launch(SEQUENTIAL, precision, shape, x, new int[1]);
        final float[] out = fused.floats("out");
        for (int i = 0; i < out.length; i++) {
            if (Float.isFinite(exact[i])) {
                assertEquals(exact[i], out[i], 1e-4f * Math.max(1, Math.abs(exact[i])), precision + ": out[" + i + "]");
            } else {
                assertEquals(exact[i], out[i], precision + ": out[" + i + "]");
            }
        }
        decidesAsTheStageKernel(shape, fused, new int[1]);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void queriesDoNotDependOnHowManyThereAre(Precision precision) {
        final Shape all = shape(11, 150, 4, 8, true, 0);
        final Operands x = FusedAffinityKernelTest.operands(all.logits(), Filling.RANDOM);
        final int[] padding = KernelInputs.maskWords(1, 150, 9, 3);
        for (final EngineOptions options : List.of(SEQUENTIAL, ALIGNED)) {
            final Outputs many = launch(options, precision, all, x, padding);
            final Outputs one = launch(options, precision, shape(1, 150, 4, 8, true, 0), x, padding);
            AccuracyCheck.sameBits("out", one.floats("out"), Arrays.copyOf(many.floats("out"), 150));
            assertArrayEquals(Arrays.copyOf(many.ints("blocked"), 5), one.ints("blocked"), "blocked");
            AccuracyCheck.sameBits("merged", one.floats("merged"), Arrays.copyOf(many.floats("merged"), 4));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void givesTheSameBitsInEveryOrderOfWarps(Precision precision) {
        final Shape shape = shape(17, 97, 3, 16, true, 0);
        KernelHarness.sameInEveryOrder(FusedAffinityKernel.best(precision), shape, inputs(precision,
                FusedAffinityKernelTest.operands(shape.logits(), Filling.RANDOM), KernelInputs.maskWords(1, 97, 5, 3)));
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void countsWhatItsCardSays(Precision precision) {
        final Shape shape = shape(203, 150, 8, 32, true, 0);
        final FusedAffinityKernel kernel = FusedAffinityKernel.best(precision);
        assertEquals(26, kernel.geometry(shape).blocks(), "blocks");
        final LaunchCounters counters = LaunchCounts.of(kernel, shape,
                inputs(precision, FusedAffinityKernelTest.operands(shape.logits(), Filling.RANDOM), new int[5]));
        assertEquals(0, counters.total().conflicts(), "bank conflicts");
        final long bytes = kernel.cost(shape).bytes();
        assertTrue(counters.distinctBytes() <= bytes && counters.distinctBytes() >= 0.97 * bytes,
                "bytes: " + counters.distinctBytes() + ", cost " + bytes);
        final long flops = kernel.cost(shape).flops();
        assertTrue(counters.flops() >= flops && counters.flops() <= 1.15 * flops, "flops: " + counters.flops() + ", cost " + flops);
    }

    @Test
    void bothTypesOfSixteenBitsHaveOneText() {
        assertEquals(FusedAffinityKernel.best(Precision.BF16).source().text().replace("bf16", "f16"),
                FusedAffinityKernel.best(Precision.FP16).source().text());
    }

    @Test
    void sixteenBitsNeedChannelsByEights() {
        final Shape shape = shape(1, 1, 1, 12, false, 0);
        for (final Precision precision : List.of(Precision.BF16, Precision.FP16)) {
            final FusedAffinityKernel kernel = FusedAffinityKernel.best(precision);
            assertThrows(IllegalArgumentException.class, () -> kernel.geometry(shape));
            assertThrows(IllegalArgumentException.class, () -> kernel.bufferBytes(shape));
        }
        FusedAffinityKernel.best(Precision.TF32).geometry(shape);
    }

    private static Shape shape(int queries, int patches, int heads, int headSize, boolean previous, int compared) {
        return FusedAffinityKernelTest.shape(queries, patches, heads, headSize, previous, compared);
    }

    private static Object[] inputs(Precision precision, Operands x, int[] padding) {
        return new Object[]{FusedAffinityReference.stored(precision, x.q()), FusedAffinityReference.stored(precision, x.k()), x.w0(),
            x.b0(),
            x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(), x.previous(), padding, boxes(x.bias().length)};
    }

    private static float[] boxes(int patches) {
        return KernelInputs.boxes(patches, 640, 480, 4);
    }

    private static Outputs launch(EngineOptions options, Precision precision, Shape shape, Operands x, int[] padding) {
        return KernelHarness.launch(options, FusedAffinityKernel.best(precision), shape, inputs(precision, x, padding));
    }

    private static void check(Precision precision, Shape shape, Filling filling, int[] padding) {
        check(precision, shape, FusedAffinityKernelTest.operands(shape.logits(), filling), padding);
    }

    private static void check(Precision precision, Shape shape, Operands x, int[] padding) {
        final Outputs fused = launch(SEQUENTIAL, precision, shape, x, padding);
        AccuracyCheck.sameBits(precision + " " + shape, fused.floats("out"),
                FusedAffinityReference.plain(shape.logits(), precision, FusedAffinityReference.rounded(precision, x)));
        decidesAsTheStageKernel(shape, fused, padding);
    }

    /** Everything that follows from the affinities, to the bit. */
    private static void decidesAsTheStageKernel(Shape shape, Outputs fused, int[] padding) {
        final Outputs stage = KernelHarness.launchLarge(new AffinityStageKernel(AffinityStageKernel.Version.V1_WARP_PER_ROW), shape.stage(),
                fused.floats("out"), padding, boxes(shape.logits().patches()));
        for (final String result : RESULTS) {
            assertArrayEquals(stage.ints(result), fused.ints(result), shape + ": " + result);
        }
    }
}
