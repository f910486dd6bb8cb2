package io.samcp.simulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.TextKernel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two ways to add up products in {@code mma}. */
final class MatrixSumTest {

    private static final int LANES = 32;
    private static final int WORDS = 8;

    /** Every lane gives A four registers, and B two, from its first words, and C one float, four times over. */
    private static float[] product(MatrixSum sum, int[] words) {
        final TextKernel kernel = TextKernel.of("",
                """
                            .reg .b32 %t, %a<4>, %b<2>;
                            .reg .f32 %c, %x, %d<4>;
                            .reg .u64 %p, %q;
                            mov.u32 %t, %tid.x;
                            mad.wide.u32 %p, %t, 32, %in;
                            mad.wide.u32 %q, %t, 16, %out;
                            ld.global.v4.b32 {%a0, %a1, %a2, %a3}, [%p];
                            ld.global.v2.b32 {%b0, %b1}, [%p+16];
                            ld.global.v2.f32 {%c, %x}, [%p+24];
                            mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%d0, %d1, %d2, %d3}, {%a0, %a1, %a2, %a3}, {%b0, %b1}, {%c, %c, %c, %c};
                            st.global.v4.f32 [%q], {%d0, %d1, %d2, %d3};
                            exit;
                        """,
                4L * WORDS * LANES, 16L * LANES);
        final float[] out = new float[4 * LANES];
        kernel.run(EngineOptions.deterministic().withMatrixSum(sum), LaunchGeometry.of(1, LANES), MemorySegment.ofArray(words),
                MemorySegment.ofArray(out));
        return out;
    }

    private static int[] all(float a, float b, float c) {
        final int[] words = new int[WORDS * LANES];
        for (int lane = 0; lane < LANES; lane++) {
            Arrays.fill(words, lane * WORDS, lane * WORDS + 4, pair(a));
            Arrays.fill(words, lane * WORDS + 4, lane * WORDS + 6, pair(b));
            words[lane * WORDS + 6] = Float.floatToRawIntBits(c);
        }
        return words;
    }

    private static int pair(float x) {
        final int half = Float.floatToRawIntBits(x) >>> 16;
        return half | half << 16;
    }

    private static void expect(float expected, float[] found) {
        for (int i = 0; i < found.length; i++) {
            assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(found[i]), "element " + i + " is " + found[i]);
        }
    }

    @Test
    void oneAfterTheOtherLosesWhatIsHalfAUnit() {
        expect(0x1p24f, product(MatrixSum.SEQUENTIAL, all(1, 1, 0x1p24f)));
    }

    @Test
    void alignedTermsAddUpBelowTheLastPlace() {
        expect(0x1p24f + 16, product(MatrixSum.ALIGNED, all(1, 1, 0x1p24f)));
    }

    @Test
    void alignedTermsAreCutOffTwoBitsBelowTheLastPlace() {
        expect(1, product(MatrixSum.ALIGNED, all(0x1p-13f, 0x1p-13f, 1))); // each 2^-26: nothing is left of it
        expect(1 + 0x1p-21f, product(MatrixSum.ALIGNED, all(0x1p-13f, 0x1p-12f, 1))); // each 2^-25: all sixteen count
    }

    @Test
    void alignedSumsAreCutOffTowardsZero() {
        for (final float sign : new float[]{1, -1}) {
            final int[] words = all(0, 1, sign * 0x1p24f);
            for (int lane = 0; lane < LANES; lane += 4) {
                words[lane * WORDS] = pair(sign * 1.5f) & 0xFFFF; // one element in each of the upper rows
            }
            expect(sign * 0x1p24f, product(MatrixSum.ALIGNED, words));
            assertEquals(sign * (0x1p24f + 2), product(MatrixSum.SEQUENTIAL, words)[0]);
        }
    }

    @Test
    void infinitiesAndNaNDoNotDependOnTheWay() {
        for (final MatrixSum sum : MatrixSum.values()) {
            expect(Float.POSITIVE_INFINITY, product(sum, all(Float.POSITIVE_INFINITY, 1, 1)));
            expect(Float.intBitsToFloat(0x7fffffff), product(sum, all(Float.POSITIVE_INFINITY, 0, 1)));
            expect(Float.intBitsToFloat(0x7fffffff), product(sum, all(Float.POSITIVE_INFINITY, 1, Float.NEGATIVE_INFINITY)));
            expect(-0f, product(sum, all(-0f, 1, -0f)));
        }
    }

    @Test
    void theyDifferByLessThanTheTermsAllow() {
        final Random random = new Random(3);
        final int[] words = new int[WORDS * LANES];
        for (int i = 0; i < words.length; i++) {
            words[i] = i % WORDS == 6
                    ? Float.floatToRawIntBits((float) random.nextGaussian())
                    : pair((float) random.nextGaussian());
        }
        final float[] a = product(MatrixSum.SEQUENTIAL, words);
        final float[] b = product(MatrixSum.ALIGNED, words);
        int different = 0;
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], 1e-4, "element " + i);
            different += a[i] == b[i] ? 0 : 1;
        }
        assertTrue(different > 0, "some differ");
    }
}
