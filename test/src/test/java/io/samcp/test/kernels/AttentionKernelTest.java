package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.kernels.attention.AttentionKernel.Shape;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masked attention against its references and against PyTorch. */
final class AttentionKernelTest {

    private static final AttentionKernel KERNEL = new AttentionKernel(AttentionKernel.Version.V1_WARP_PER_QUERY);
    private static final int[] NONE = {};

    /** Plain float may be this far from double, in parts of the largest value: no reference may be wrong altogether. */
    private static final double SANE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 31, 3, 32", "31, 33, 2, 31", "33, 97, 2, 33", "5, 257, 3, 64", "3, 1025, 1, 8"})
    void matchesReferenceForAwkwardSizes(int queries, int keys, int heads, int headSize) {
        for (Filling filling : Filling.values()) {
            check(AttentionOperands.packed(queries, keys, heads, headSize, false, false), filling);
            check(AttentionOperands.packed(queries, keys, heads, headSize, true, false), filling);
            check(AttentionOperands.packed(queries, keys, heads, headSize, false, true), filling);
            check(AttentionOperands.packed(queries, keys, heads, headSize, true, true), filling);
        }
    }

    @Test
    void matchesReferenceForDecoderOfTheModel() {
        check(AttentionOperands.packed(203, 150, 8, 32, true, true), Filling.RANDOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "d"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/masked_mha.safetensors");
        final int[] q = golden.shape(name + ".q");
        final int keys = golden.shape(name + ".k")[1];
        final AttentionOperands x = AttentionOperands.golden(golden, name);
        checkGolden(AttentionOperands.packed(q[1], keys, q[0], q[2], true, true), x, golden.floats(name + ".out"));
        checkGolden(AttentionOperands.packed(q[1], keys, q[0], q[2], false, false), x, golden.floats(name + ".out_unmasked"));
    }

    @Test
    void givesZeroWhereEveryKeyIsExcluded() {
        final Shape shape = AttentionOperands.packed(3, 40, 2, 16, true, false);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        x.blocked()[2] = -1;
        x.blocked()[3] = -1;
        final float[] out = launch(shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(0.0f, out[32 + c], "query 1, column " + c);
        }
        AccuracyCheck.notWorseThanPlain("out", out, x.plain(shape),
                x.exact(shape));
    }

    @Test
    void aNaNInAQueryMakesItsHeadNaN() {
        final Shape shape = AttentionOperands.packed(3, 70, 2, 16, true, true);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        x.q()[32 + 3] = Float.NaN;
        final float[] out = launchWithNaN(shape, x);
        for (int i = 0; i < out.length; i++) {
            assertEquals(i >= 32 && i < 48, Float.isNaN(out[i]), "NaN at query " + i / 32 + ", column " + i % 32 + ": " + out[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 40, 69})
    void aNaNInAKeyMakesItsHeadNaNForQueriesThatSeeTheKey(int key) {
        final Shape shape = AttentionOperands.packed(3, 70, 2, 16, true, true);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        x.k()[32 * key + 20] = Float.NaN;
        x.blocked()[2 * 3 + key / 32] |= 1 << key;
        final float[] out = launchWithNaN(shape, x);
        for (int i = 0; i < out.length; i++) {
            assertEquals(i < 64 && i % 32 >= 16, Float.isNaN(out[i]), "NaN at query " + i / 32 + ", column " + i % 32 + ": " + out[i]);
        }
        x.padding()[key / 32] |= 1 << key;
        for (final float value : launchWithNaN(shape, x)) {
            assertFalse(Float.isNaN(value), "NaN of padding key " + key);
        }
    }

    @Test
    void nothingButNaNMakesNaNUnlessItIsExcluded() {
        final Shape shape = AttentionOperands.packed(2, 33, 1, 8, true, false);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        Arrays.fill(x.k(), Float.NaN);
        Arrays.fill(x.blocked(), 2, 4, -1);
        final float[] out = launchWithNaN(shape, x);
        for (int c = 0; c < 8; c++) {
            assertTrue(Float.isNaN(out[c]), "query 0 sees NaN, column " + c + ": " + out[c]);
            assertEquals(0.0f, out[8 + c], "query 1 sees no key, column " + c);
        }
    }

    /** As in PyTorch, where a weight of zero times NaN is NaN. */
    @Test
    void aNaNInAValueMakesItsColumnNaNEvenIfTheKeyIsExcluded() {
        final Shape shape = AttentionOperands.packed(3, 40, 2, 16, true, true);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        x.v()[32 * 7 + 5] = Float.NaN;
        x.blocked()[2] |= 1 << 7;
        Arrays.fill(x.blocked(), 4, 6, -1);
        final float[] out = launchWithNaN(shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(c == 5, Float.isNaN(out[c]), "query 0, column " + c + ": " + out[c]);
            assertEquals(c == 5, Float.isNaN(out[32 + c]), "query 1, column " + c + ": " + out[32 + c]);
            assertEquals(0.0f, out[64 + c], "query 2 sees no key, column " + c);
        }
    }

    @Test
    void readsStridedRowsAndWritesNothingBetweenResults() {
        final Shape shape = new Shape(9, 35, 2, 8, 50, 17, 21, 19, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        final float[] out = launch(shape, x);
        final double[] exact = x.exact(shape);
        final float[] columns = new float[9 * 16];
        for (int i = 0; i < out.length; i++) {
            if (i % 19 < 16) {
                columns[i / 19 * 16 + i % 19] = out[i];
            } else {
                assertEquals(-1, Float.floatToRawIntBits(out[i]), "float " + i + " lies between results and was written");
            }
        }
        AccuracyCheck.notWorseThanPlain("out", columns, x.plain(shape), exact);
    }

    @Test
    void doesNotDependOnPaddingKeysNorOnOtherQueries() {
        final Shape few = AttentionOperands.packed(7, 45, 2, 32, false, true);
        final AttentionOperands x = AttentionOperands.of(few, Filling.RANDOM);
        Arrays.fill(x.padding(), 0);
        final Shape many = AttentionOperands.packed(2, 130, 2, 32, false, true);
        final int[] padding = new int[5];
        Arrays.fill(padding, -1);
        padding[0] = 0;
        padding[1] = -1 << 13;
        final AttentionOperands padded = new AttentionOperands(x.q(), extended(x.k(), 130 * 64), extended(x.v(), 130 * 64), NONE, padding);
        AccuracyCheck.sameBits("two queries and 85 padding keys", launch(many, padded), Arrays.copyOf(launch(few, x), 2 * 64));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final Shape shape = AttentionOperands.packed(33, 97, 2, 33, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(KERNEL, shape, x.arrays());
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> AttentionOperands.packed(0, 1, 1, 1, false, false));
        assertThrows(IllegalArgumentException.class, () -> AttentionOperands.packed(1, 0, 1, 1, false, false));
        assertThrows(IllegalArgumentException.class, () -> AttentionOperands.packed(1, 2945, 1, 1, false, false));
        assertThrows(IllegalArgumentException.class, () -> AttentionOperands.packed(1, 1, 0, 1, false, false));
        assertThrows(IllegalArgumentException.class, () -> AttentionOperands.packed(1, 1, 1, 65, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, 16, 15, 16, 16, false, false));
    }

    private static float[] launchWithNaN(Shape shape, AttentionOperands x) {
        final float[] out = launch(shape, x);
        AccuracyCheck.notWorseThanPlainAndNaNAlike("out", out, x.plain(shape),
                x.exact(shape));
        return out;
    }

    private static float[] extended(float[] x, int length) {
        final float[] y = Filling.RANDOM.floats(length, 9);
        System.arraycopy(x, 0, y, 0, x.length);
        return y;
    }

    private static float[] launch(Shape shape, AttentionOperands x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x.arrays()).floats("out");
    }

    private static void check(Shape shape, Filling filling) {
        final AttentionOperands x = AttentionOperands.of(shape, filling);
        final double[] exact = x.exact(shape);
        final float[] plain = x.plain(shape);
        AccuracyCheck.within("plain float", plain, exact, 4 * SANE);
        AccuracyCheck.notWorseThanPlain(shape + ", " + filling, launch(shape, x), plain, exact);
    }

    private static void checkGolden(Shape shape, AttentionOperands x, float[] heads) {
        final double[] golden = KernelInputs.doubles(KernelInputs.swapped(heads, 1, shape.heads(), shape.queries(), shape.headSize()));
        final float[] plain = x.plain(shape);
        AccuracyCheck.within("plain float", plain, golden, 4 * SANE);
        AccuracyCheck.notWorseThanPlain("golden, " + shape, launch(shape, x), plain, golden);
    }
}
