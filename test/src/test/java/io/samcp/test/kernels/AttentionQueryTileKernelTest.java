package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.kernels.attention.AttentionKernel.Shape;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention with tiles of queries and keys in shared memory, f32, against the references of its family and against PyTorch. */
final class AttentionQueryTileKernelTest {

    private static final AttentionKernel KERNEL = new AttentionKernel(AttentionKernel.Version.V2_QUERY_TILE);
    private static final int[] NONE = {};
    private static final double SANE = 4e-5;

    /** Exponentials and edges of tiles come on top of what the mathematics asks for. */
    private static final double FLOP_SLACK = 1.6;

    private static final double BYTE_SLACK = 1.02;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 4", "1, 31, 3, 32", "31, 33, 2, 36", "33, 97, 2, 12", "17, 196, 1, 64", "5, 257, 2, 16", "3, 1025, 1, 8"})
    void matchesReferenceForAwkwardSizes(int queries, int keys, int heads, int headSize) {
        for (final boolean blocked : new boolean[]{false, true}) {
            for (final boolean padding : new boolean[]{false, true}) {
                final Shape shape = AttentionOperands.packed(queries, keys, heads, headSize, blocked, padding);
                check(shape, AttentionOperands.of(shape, Filling.RANDOM));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32})
    void matchesReferenceForNumbersToCheckInTheHead(int headSize) {
        final Shape shape = AttentionOperands.packed(18, 40, 1, headSize, false, false);
        check(shape, AttentionOperands.of(shape, Filling.ONES));
        check(shape, AttentionOperands.of(shape, Filling.RAMP));
    }

    @Test
    void matchesReferenceForDecoderOfTheModel() {
        final Shape shape = AttentionOperands.packed(203, 150, 8, 32, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        final float[] out = KernelHarness.launchLarge(KERNEL, shape, x.arrays()).floats("out");
        AccuracyCheck.notWorseThanPlain("decoder", out, x.plain(shape),
                x.exact(shape));
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

    /** A later tile has a larger score, or much a smaller one, so that what was summed before shrinks or what comes does not count. */
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 69})
    void followsTheLargestScoreWhereverItIs(int key) {
        final Shape shape = AttentionOperands.packed(3, 70, 1, 8, false, false);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        Arrays.fill(x.k(), 8 * key, 8 * key + 8, 30);
        Arrays.fill(x.q(), 0, 8, 1);
        check(shape, x);
        assertEquals(x.v()[8 * key], launch(shape, x)[0], 1e-6f, "query 0 sees nothing but key " + key);
    }

    @Test
    void leavesOutKeysThatNobodyMaySee() {
        final Shape shape = AttentionOperands.packed(20, 130, 2, 8, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        for (int i = 0; i < 20; i++) {
            x.blocked()[5 * i + (i < 16 ? 1 : 3)] = -1; // nobody in the first block sees tile 1, nobody in the second tile 3
            x.blocked()[5 * i + 2] = i < 4 ? -1 : 0; // nor does the first warp see tile 2
        }
        x.padding()[0] = -1;
        check(shape, x);
        final AttentionOperands y = new AttentionOperands(x.q(), x.k().clone(), x.v().clone(), x.blocked(), x.padding());
        Arrays.fill(y.k(), 0, 32 * 16, Float.NaN);
        Arrays.fill(y.v(), 0, 32 * 16, Float.NaN);
        AccuracyCheck.sameBits("keys that are left out", launch(shape, y), launch(shape, x));
    }

    @Test
    void givesZeroWhereEveryKeyIsExcluded() {
        final Shape shape = AttentionOperands.packed(3, 40, 2, 16, true, false);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        x.blocked()[2] = -1;
        x.blocked()[3] = -1;
        check(shape, x);
        final float[] out = launch(shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(0.0f, out[32 + c], "query 1, column " + c);
        }
    }

    /** A warp has four queries: here each of them is once the one without keys, and nothing else is excluded. */
    @Test
    void givesZeroToEachQueryOfAWarpAndToNoOther() {
        final Shape shape = AttentionOperands.packed(16, 64, 1, 8, true, false);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        for (int warp = 0; warp < 4; warp++) {
            Arrays.fill(x.blocked(), 2 * 5 * warp, 2 * 5 * warp + 2, -1);
        }
        check(shape, x);
        final float[] out = launch(shape, x);
        for (int i = 0; i < out.length; i++) {
            assertEquals(i / 8 % 5 == 0, out[i] == 0, "zero at query " + i / 8 + ", column " + i % 8 + ": " + out[i]);
        }
    }

    /** Of each warp another query sees nothing of the first tile, while its neighbours do. */
    @Test
    void aQueryMayComeToItsFirstKeyLaterThanItsNeighbours() {
        final Shape shape = AttentionOperands.packed(16, 70, 1, 8, true, false);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        for (int warp = 0; warp < 4; warp++) {
            x.blocked()[3 * 5 * warp] = -1;
        }
        check(shape, x);
    }

    /** Scores of every other query are 256 times as large as those of its neighbours; all numbers are so short that scores are exact. */
    @Test
    void everyQueryHasALargestScoreOfItsOwn() {
        final Shape shape = AttentionOperands.packed(8, 70, 1, 16, false, false);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        for (int i = 0; i < x.q().length; i++) {
            final int query = i / 16;
            x.q()[i] = Math.round(4 * x.q()[i]) * ((query + query / 4) % 2 == 0 ? 64 : 0.25f);
        }
        for (int i = 0; i < x.k().length; i++) {
            x.k()[i] = Math.round(4 * x.k()[i]) / 4.0f;
        }
        check(shape, x);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aScoreThatIsNoNumberMakesItsHeadNaNUnlessTheKeyIsExcluded(float special) {
        for (final int key : new int[]{0, 31, 33, 69}) {
            final Shape shape = AttentionOperands.packed(3, 70, 2, 16, true, false);
            final AttentionOperands x = AttentionOperands.unmasked(shape);
            Arrays.fill(x.q(), 1);
            x.k()[32 * key + 20] = special;
            x.blocked()[2 * 3 + key / 32] |= 1 << key; // query 2 does not see it
            final float[] out = launch(shape, x);
            for (int i = 0; i < out.length; i++) {
                assertEquals(i < 64 && i % 32 >= 16, Float.isNaN(out[i]), "NaN at query " + i / 32 + ", column " + i % 32 + ", key " + key);
            }
        }
    }

    @Test
    void nothingButNaNOrMinusInfinityMakesNaNUnlessItIsExcluded() {
        for (final float special : new float[]{Float.NaN, Float.NEGATIVE_INFINITY}) {
            final Shape shape = AttentionOperands.packed(2, 33, 1, 8, true, false);
            final AttentionOperands x = AttentionOperands.unmasked(shape);
            Arrays.fill(x.q(), 1);
            Arrays.fill(x.k(), special);
            Arrays.fill(x.blocked(), 2, 4, -1);
            final float[] out = launch(shape, x);
            for (int c = 0; c < 8; c++) {
                assertTrue(Float.isNaN(out[c]), "query 0 sees " + special + ", column " + c + ": " + out[c]);
                assertEquals(0.0f, out[8 + c], "query 1 sees no key, column " + c);
            }
        }
    }

    /** As in PyTorch, where a weight of zero times NaN is NaN. */
    @Test
    void aNaNInAValueMakesItsColumnNaN() {
        final Shape shape = AttentionOperands.packed(3, 40, 2, 16, true, true);
        final AttentionOperands x = AttentionOperands.unmasked(shape);
        x.v()[32 * 7 + 5] = Float.NaN;
        x.blocked()[2] |= 1 << 7;
        Arrays.fill(x.blocked(), 4, 6, -1);
        final float[] out = launch(shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(c == 5, Float.isNaN(out[c]), "query 0, column " + c + ": " + out[c]);
            assertEquals(c == 5, Float.isNaN(out[32 + c]), "query 1, column " + c + ": " + out[32 + c]);
            assertEquals(0.0f, out[64 + c], "query 2 sees no key, column " + c);
        }
    }

    @Test
    void readsStridedRowsAndWritesNothingBetweenResults() {
        final Shape shape = new Shape(19, 35, 2, 8, 52, 16, 20, 24, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        final float[] out = launch(shape, x);
        final float[] columns = new float[19 * 16];
        for (int i = 0; i < out.length; i++) {
            if (i % 24 < 16) {
                columns[i / 24 * 16 + i % 24] = out[i];
            } else {
                assertEquals(-1, Float.floatToRawIntBits(out[i]), "float " + i + " lies between results and was written");
            }
        }
        AccuracyCheck.notWorseThanPlain("out", columns, x.plain(shape),
                x.exact(shape));
    }

    @Test
    void doesNotDependOnPaddingKeysNorOnOtherQueries() {
        final Shape few = AttentionOperands.packed(20, 45, 2, 32, false, true);
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
        final Shape shape = AttentionOperands.packed(33, 97, 2, 36, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(KERNEL, shape, x.arrays());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64})
    void hasNoBankConflicts(int headSize) {
        final Shape shape = AttentionOperands.packed(16, 64, 1, headSize, false, false);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        assertEquals(0, LaunchCounts.of(KERNEL, shape, x.q(), x.k(), x.v(), NONE, NONE).total().conflicts(), "bank conflicts");
    }

    @Test
    void movesAndComputesLittleMoreThanItsFloor() {
        final Shape shape = AttentionOperands.packed(203, 203, 2, 32, true, true);
        final AttentionOperands x = AttentionOperands.of(shape, Filling.RANDOM);
        final LaunchCounters counted = LaunchCounts.of(KERNEL, shape, x.arrays());
        final long bytes = counted.distinctBytes();
        assertTrue(bytes <= BYTE_SLACK * KERNEL.cost(shape).bytes(), bytes + " bytes, floor " + KERNEL.cost(shape).bytes());
        final long flops = counted.flops();
        assertTrue(flops <= FLOP_SLACK * KERNEL.cost(shape).flops(), flops + " flops, floor " + KERNEL.cost(shape).flops());
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
    }

    @Test
    void refusesWhatItCannotLoadFourAtATime() {
        assertThrows(IllegalArgumentException.class, () -> KERNEL.geometry(AttentionOperands.packed(1, 1, 2, 6, false, false)));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.geometry(new Shape(1, 1, 2, 8, 17, 16, 16, 16, false, false)));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.geometry(new Shape(1, 1, 2, 8, 16, 18, 16, 16, false, false)));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.geometry(new Shape(1, 1, 2, 8, 16, 16, 19, 16, false, false)));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.geometry(new Shape(1, 1, 2, 8, 16, 16, 16, 17, false, false)));
    }

    private static float[] extended(float[] x, int length) {
        final float[] y = Filling.RANDOM.floats(length, 9);
        System.arraycopy(x, 0, y, 0, x.length);
        return y;
    }

    private static float[] launch(Shape shape, AttentionOperands x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x.arrays()).floats("out");
    }

    private static void check(Shape shape, AttentionOperands x) {
        final double[] exact = x.exact(shape);
        final float[] plain = x.plain(shape);
        AccuracyCheck.within("plain float", plain, exact, SANE);
        AccuracyCheck.notWorseThanPlain(shape.toString(), launch(shape, x), plain, exact);
    }

    private static void checkGolden(Shape shape, AttentionOperands x, float[] heads) {
        final double[] golden = KernelInputs.doubles(KernelInputs.swapped(heads, 1, shape.heads(), shape.queries(), shape.headSize()));
        final float[] plain = x.plain(shape);
        AccuracyCheck.within("plain float", plain, golden, SANE);
        AccuracyCheck.notWorseThanPlain("golden, " + shape, launch(shape, x), plain, golden);
    }
}
