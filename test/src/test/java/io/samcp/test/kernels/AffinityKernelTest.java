package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityKernel.Shape;
import io.samcp.kernels.affinity.AffinityReference;
import io.samcp.kernels.affinity.AffinityReference.Operands;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Affinity logits against their references and against PyTorch. */
final class AffinityKernelTest {

    private static final AffinityKernel KERNEL = new AffinityKernel(AffinityKernel.BEST);
    private static final float[] NONE = {};

    /** Plain float may be this far from double, in parts of the largest value: no reference may be wrong altogether. */
    private static final double SANE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "3, 31, 2, 7", "2, 33, 16, 3", "31, 97, 3, 33", "2, 256, 1, 2", "3, 257, 8, 32"})
    void matchesReferenceForAwkwardSizes(int queries, int patches, int heads, int headSize) {
        for (Filling filling : Filling.values()) {
            check(new Shape(queries, patches, heads, headSize, false), filling);
            check(new Shape(queries, patches, heads, headSize, true), filling);
        }
    }

    @Test
    void matchesReferenceForDecoderOfTheModel() {
        check(new Shape(203, 150, 8, 32, true), Filling.RANDOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/affinity.safetensors");
        final int[] q = golden.shape(name + ".q");
        final int patches = golden.shape(name + ".k")[1];
        final Shape shape = new Shape(q[1], patches, q[0], q[2], true);
        final float[] scale = {(float) Math.exp(golden.floats(name + ".logit_scale")[0])};
        final Operands x = new Operands(KernelInputs.swapped(golden.floats(name + ".q"), 1, q[0], q[1], q[2]),
                KernelInputs.swapped(golden.floats(name + ".k"), 1, q[0], patches, q[2]),
                golden.floats(name + ".conv0.weight"), golden.floats(name + ".conv0.bias"),
                golden.floats(name + ".conv1.weight"), golden.floats(name + ".conv1.bias"),
                golden.floats(name + ".conv2.weight"), golden.floats(name + ".conv2.bias"),
                golden.floats(name + ".bias_n"), scale, golden.floats(name + ".previous"));
        final double[] expected = KernelInputs.doubles(golden.floats(name + ".accumulated"));
        final float[] plain = AffinityReference.plain(shape, x);
        AccuracyCheck.within("plain float", plain, expected, SANE * largest(expected));
        AccuracyCheck.notWorseThanPlain(name, launch(shape, x), plain, expected);
    }

    @Test
    void reluLeavesExactlyZeroForTheLargestWeights() {
        final float[] one = {1};
        final float[] zero = {0};
        final float[] largest = {Float.MAX_VALUE};
        final Operands x = new Operands(one, new float[]{-1}, largest, zero, largest, zero, largest, zero, zero, one, NONE);
        assertArrayEquals(zero, launch(new Shape(1, 1, 1, 1, false), x));
    }

    @Test
    void reluKeepsNaN() {
        final Shape shape = new Shape(3, 40, 4, 8, true);
        final Operands inQuery = operands(shape, Filling.RANDOM);
        inQuery.q()[32 + 9] = Float.NaN;
        final float[] out = launch(shape, inQuery);
        for (int i = 0; i < out.length; i++) {
            assertEquals(i / 40 == 1, Float.isNaN(out[i]), "NaN at query " + i / 40 + ", patch " + i % 40 + ": " + out[i]);
        }
        AccuracyCheck.notWorseThanPlainAndNaNAlike("out", out, AffinityReference.plain(shape, inQuery),
                AffinityReference.exact(shape, inQuery));
        for (final int layer : new int[]{0, 1}) {
            final Operands inBias = operands(shape, Filling.RANDOM);
            (layer == 0 ? inBias.b0() : inBias.b1())[2] = Float.NaN;
            for (final float value : launch(shape, inBias)) {
                assertTrue(Float.isNaN(value), "bias of layer " + layer + " is NaN, result " + value);
            }
        }
    }

    @Test
    void doesNotDependOnOtherQueriesNorOnOtherPatches() {
        final Shape many = new Shape(5, 150, 4, 8, true);
        final Operands x = operands(many, Filling.RANDOM);
        final float[] all = launch(many, x);
        final Operands first = new Operands(Arrays.copyOf(x.q(), 32), Arrays.copyOf(x.k(), 20 * 32), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(),
                x.b2(), Arrays.copyOf(x.bias(), 20), x.scale(), Arrays.copyOf(x.previous(), 20));
        AccuracyCheck.sameBits("one query, 20 patches", launch(new Shape(1, 20, 4, 8, true), first), Arrays.copyOf(all, 20));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final Shape shape = new Shape(5, 257, 8, 31, true);
        final Operands x = operands(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(KERNEL, shape, x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(),
                x.previous());
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65536, 1, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 17, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 0, false));
    }

    private static Operands operands(Shape s, Filling filling) {
        final int width = s.heads() * s.headSize();
        final float[] scale = {1.7f};
        return new Operands(filling.floats(s.queries() * width, 1), filling.floats(s.patches() * width, 2),
                filling.floats(s.heads() * s.heads(), 3), filling.floats(s.heads(), 4), filling.floats(s.heads() * s.heads(), 5),
                filling.floats(s.heads(), 6), filling.floats(s.heads(), 7), filling.floats(1, 8), filling.floats(s.patches(), 9), scale,
                s.previous() ? filling.floats(s.queries() * s.patches(), 10) : NONE);
    }

    private static float[] launch(Shape shape, Operands x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(),
                x.b2(), x.bias(), x.scale(), x.previous()).floats("out");
    }

    private static void check(Shape shape, Filling filling) {
        final Operands x = operands(shape, filling);
        final double[] exact = AffinityReference.exact(shape, x);
        final float[] plain = AffinityReference.plain(shape, x);
        AccuracyCheck.within("plain float", plain, exact, SANE * largest(exact));
        AccuracyCheck.sameBits(shape + ", " + filling, launch(shape, x), plain);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }
}
