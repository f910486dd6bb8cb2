package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.attention.TensorAttentionKernel;
import io.samcp.kernels.attention.TensorAttentionKernel.Shape;
import io.samcp.kernels.attention.TensorAttentionKernel.Slice;
import io.samcp.kernels.attention.TensorAttentionKernel.Version;
import io.samcp.kernels.attention.TensorAttentionReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention on tensor cores: to the bit where products are added one after the other, by error where they are not, and against PyTorch. */
final class TensorAttentionKernelTest {

    private static final int[] NONE = {};
    /** Queries, keys, heads, channels. */
    private static final int[][] SIZES = {{1, 1, 1, 8}, {1, 31, 3, 32}, {31, 33, 2, 16}, {33, 97, 2, 32}, {17, 196, 1, 64}, {5, 257, 2, 8}};
    /** Exponentials, edges of tiles and the column of ones come on top of what the mathematics asks for. */
    private static final double FLOP_SLACK = 1.7;
    private static final double BYTE_SLACK = 1.02;

    static Stream<TensorAttentionKernel> rungs() {
        return Arrays.stream(Version.values())
                .flatMap(v -> Stream.of(Precision.BF16, Precision.FP16).map(p -> new TensorAttentionKernel(v, p)));
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void equalsItsMirrorForAwkwardSizes(TensorAttentionKernel kernel) {
        for (final int[] size : SIZES) {
            for (int options = size[1] < 50 ? 0 : 3; options < 4; options++) {
                final Shape shape = Shape.packed(size[0], size[1], size[2], size[3], (options & 1) != 0, (options & 2) != 0);
                check(kernel, shape, operands(kernel, shape, Filling.RANDOM));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void equalsItsMirrorForNumbersToCheckInTheHead(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(18, 40, 1, 8, false, false);
        final Operands ones = operands(kernel, shape, Filling.ONES);
        check(kernel, shape, ones);
        final float[] all = new float[18 * 8];
        Arrays.fill(all, 1);
        AccuracyCheck.sameBits("mean of ones", launch(kernel, shape, ones), all);
        check(kernel, shape, operands(kernel, shape, Filling.RAMP));
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void isRightForDecoderOfTheModelWhateverTheOrderOfProducts(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(203, 150, 8, 32, true, true);
        final Operands x = operands(kernel, shape, Filling.RANDOM);
        final float[] out = KernelHarness.launchLarge(kernel, shape, x.packed(x.q), x.packed(x.k), x.packed(x.v), x.blocked, x.padding)
                .floats("out32");
        AccuracyCheck.notWorseThanPlain("decoder", out, x.reference(shape).plain(kernel.precision()), x.reference(shape).exact());
        final Shape small = Shape.packed(33, 97, 2, 32, true, true);
        final Operands y = operands(kernel, small, Filling.RANDOM);
        final float[] aligned = KernelHarness
                .launch(EngineOptions.deterministic().withMatrixSum(MatrixSum.ALIGNED), kernel, small, y.packed(y.q), y.packed(y.k),
                        y.packed(y.v), y.blocked, y.padding)
                .floats("out32");
        AccuracyCheck.notWorseThanPlain("aligned sums", aligned, y.reference(small).plain(kernel.precision()), y.reference(small).exact());
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void matchesPyTorchAsWellAsPlainLoopsOfItsPrecision(TensorAttentionKernel kernel) {
        final GoldenFile golden = GoldenFile.open("kernels/masked_mha.safetensors");
        for (final String name : new String[]{"a", "b", "d"}) {
            final int[] q = golden.shape(name + ".q");
            final int keys = golden.shape(name + ".k")[1];
            final Operands x = new Operands(kernel.precision(), KernelInputs.swapped(golden.floats(name + ".q"), 1, q[0], q[1], q[2]),
                    KernelInputs.swapped(golden.floats(name + ".k"), 1, q[0], keys, q[2]),
                    KernelInputs.swapped(golden.floats(name + ".v"), 1, q[0], keys, q[2]),
                    KernelInputs.maskWords(q[1], keys, golden.bytes(name + ".blocked")),
                    KernelInputs.maskWords(1, keys, golden.bytes(name + ".key_padding")));
            checkGolden(kernel, Shape.packed(q[1], keys, q[0], q[2], true, true), x, golden.floats(name + ".out"));
            checkGolden(kernel, Shape.packed(q[1], keys, q[0], q[2], false, false), x, golden.floats(name + ".out_unmasked"));
        }
    }

    /** A later tile has a larger score, so that what was summed before shrinks, or much a smaller one, so that it does not count. */
    @ParameterizedTest
    @ValueSource(ints = {0, 9, 31, 32, 150})
    void followsTheLargestScoreWhereverItIs(int key) {
        rungs().forEach(kernel -> {
            final Shape shape = Shape.packed(3, 160, 1, 8, false, false);
            final Operands x = operands(kernel, shape, Filling.RANDOM);
            Arrays.fill(x.k, 8 * key, 8 * key + 8, 30);
            Arrays.fill(x.q, 0, 8, 1);
            final float[] out = launch(kernel, shape, x);
            AccuracyCheck.sameBits("large key " + key, out, mirror(kernel, shape, x));
            assertEquals(x.v[8 * key], out[0], 1e-6f, "query 0 sees nothing but key " + key);
        });
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void leavesOutKeysThatNobodyMaySee(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(20, 130, 2, 8, true, true);
        final Operands x = operands(kernel, shape, Filling.RANDOM);
        for (int i = 0; i < 20; i++) {
            x.blocked[5 * i + (i < 16 ? 1 : 3)] = -1; // nobody in the first block sees tile 1, nobody in the second tile 3
            x.blocked[5 * i + 2] = i < 4 ? -1 : 0; // a query's own tile may be blocked as well
        }
        x.padding[0] = -1;
        check(kernel, shape, x);
        final Operands y = new Operands(kernel.precision(), x.q, x.k.clone(), x.v.clone(), x.blocked, x.padding);
        Arrays.fill(y.k, 0, 32 * 16, Float.NaN);
        Arrays.fill(y.v, 0, 32 * 16, Float.NaN);
        AccuracyCheck.sameBits("keys that are left out", launch(kernel, shape, y), launch(kernel, shape, x));
    }

    /** The 16 queries of the first block see no key of tile 1, the four of the second none of tile 0. */
    @ParameterizedTest
    @MethodSource("rungs")
    void readsNoTileThatIsBlockedForTheWholeBlock(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(20, 70, 1, 8, true, false);
        final Operands x = unmasked(kernel, shape);
        for (int i = 0; i < 20; i++) {
            x.blocked[3 * i + (i < 16 ? 1 : 0)] = -1;
        }
        check(kernel, shape, x);
        final float[] out = launch(kernel, shape, x);
        for (int tile = 0; tile < 2; tile++) {
            final Operands y = new Operands(kernel.precision(), x.q, x.k, x.v.clone(), x.blocked, NONE);
            Arrays.fill(y.v, 32 * 8 * tile, 32 * 8 * (tile + 1), Float.NaN);
            final int from = 8 * (tile == 0 ? 16 : 0);
            final int to = 8 * (tile == 0 ? 20 : 16);
            AccuracyCheck.sameBits(kernel.name() + ", tile " + tile, Arrays.copyOfRange(launch(kernel, shape, y), from, to),
                    Arrays.copyOfRange(out, from, to));
        }
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void givesZeroWhereEveryKeyIsExcluded(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(12, 40, 2, 16, true, false);
        final Operands x = operands(kernel, shape, Filling.RANDOM);
        for (final int query : new int[]{1, 9}) {
            x.blocked[2 * query] = -1;
            x.blocked[2 * query + 1] = -1;
        }
        check(kernel, shape, x);
        final float[] out = launch(kernel, shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(0.0f, out[32 + c], "query 1, column " + c);
            assertEquals(0.0f, out[9 * 32 + c], "query 9, column " + c);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aScoreThatIsNoNumberMakesItsHeadNaNUnlessTheKeyIsExcluded(float special) {
        rungs().forEach(kernel -> {
            for (final int key : new int[]{0, 31, 33, 69}) {
                final Shape shape = Shape.packed(10, 70, 2, 16, true, false);
                final Operands x = unmasked(kernel, shape);
                Arrays.fill(x.q, 1);
                x.k[32 * key + 20] = special;
                x.blocked[3 * 9 + key / 32] |= 1 << key; // query 9 does not see it
                final float[] out = launch(kernel, shape, x);
                for (int i = 0; i < out.length; i++) {
                    assertEquals(i < 9 * 32 && i % 32 >= 16, Float.isNaN(out[i]),
                            "NaN at query " + i / 32 + ", column " + i % 32 + ", key " + key);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void nothingButNaNOrMinusInfinityMakesNaNUnlessItIsExcluded(TensorAttentionKernel kernel) {
        for (final float special : new float[]{Float.NaN, Float.NEGATIVE_INFINITY}) {
            final Shape shape = Shape.packed(9, 33, 1, 8, true, false);
            final Operands x = unmasked(kernel, shape);
            Arrays.fill(x.q, 1);
            Arrays.fill(x.k, special);
            Arrays.fill(x.blocked, 2, 4, -1);
            final float[] out = launch(kernel, shape, x);
            for (int i = 0; i < out.length; i++) {
                assertEquals(i / 8 != 1, Float.isNaN(out[i]), "query " + i / 8 + " sees " + special + ": " + out[i]);
            }
            assertEquals(0.0f, out[8], "query 1 sees no key");
        }
    }

    /** As in PyTorch, where a weight of zero times NaN is NaN. */
    @ParameterizedTest
    @MethodSource("rungs")
    void aNaNInAValueMakesItsColumnNaN(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(3, 40, 2, 16, true, true);
        final Operands x = unmasked(kernel, shape);
        x.v[32 * 7 + 5] = Float.NaN;
        x.blocked[2] |= 1 << 7;
        Arrays.fill(x.blocked, 4, 6, -1);
        final float[] out = launch(kernel, shape, x);
        for (int c = 0; c < 32; c++) {
            assertEquals(c == 5, Float.isNaN(out[c]), "query 0, column " + c + ": " + out[c]);
            assertEquals(c == 5, Float.isNaN(out[32 + c]), "query 1, column " + c + ": " + out[32 + c]);
            assertEquals(0.0f, out[64 + c], "query 2 sees no key, column " + c);
        }
    }

    /** Queries, keys and values are slices of one matrix, as the in-projection leaves them. */
    @ParameterizedTest
    @MethodSource("rungs")
    void readsSlicesAndWritesNothingBetweenResults(TensorAttentionKernel kernel) {
        for (final int headSize : new int[]{8, 16}) {
            final int width = 2 * headSize;
            final int stride = 3 * width + 16;
            final Shape shape = new Shape(19, 19, 2, headSize, new Slice(8, stride), new Slice(width + 8, stride),
                    new Slice(2 * width + 8, stride),
                    width + 8, true, true, true, true);
            final float[] matrix = Filling.RANDOM.floats(19 * stride, 1);
            final Operands x = new Operands(kernel.precision(), matrix, matrix, matrix, KernelInputs.maskWords(19, 19, 3, 4),
                    KernelInputs.maskWords(1, 19, 7, 5));
            final KernelHarness.Outputs outputs = launchAll(kernel, shape, x);
            final float[] out = outputs.floats("out32");
            final byte[] rounded = outputs.bytes("out16");
            final float[] columns = new float[19 * width];
            for (int i = 0; i < out.length; i++) {
                if (i % (width + 8) < width) {
                    columns[i / (width + 8) * width + i % (width + 8)] = out[i];
                } else {
                    assertEquals(-1, Float.floatToRawIntBits(out[i]), "float " + i + " lies between results and was written");
                    assertEquals(-1, rounded[2 * i] & rounded[2 * i + 1], "half " + i + " lies between results and was written");
                }
            }
            AccuracyCheck.sameBits("slices", columns, mirror(kernel, shape, x));
        }
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void writesOnlyWhatIsAskedFor(TensorAttentionKernel kernel) {
        final Slice all = new Slice(0, 64);
        final Shape both = Shape.packed(17, 33, 1, 64, false, false);
        final Operands x = operands(kernel, both, Filling.RANDOM);
        final KernelHarness.Outputs two = launchAll(kernel, both, x);
        final KernelHarness.Outputs half = launchAll(kernel, new Shape(17, 33, 1, 64, all, all, all, 64, false, false, true, false), x);
        assertTrue(Arrays.equals(two.bytes("out16"), half.bytes("out16")), "16 bits alone");
        final KernelHarness.Outputs single = launchAll(kernel, new Shape(17, 33, 1, 64, all, all, all, 64, false, false, false, true), x);
        assertTrue(Arrays.equals(two.bytes("out32"), single.bytes("out32")), "f32 alone");
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void doesNotDependOnPaddingKeysNorOnOtherQueries(TensorAttentionKernel kernel) {
        final Shape few = Shape.packed(20, 45, 2, 32, false, true);
        final Operands x = operands(kernel, few, Filling.RANDOM);
        Arrays.fill(x.padding, 0);
        final Shape many = Shape.packed(2, 290, 2, 32, false, true);
        final int[] padding = new int[10];
        Arrays.fill(padding, -1);
        padding[0] = 0;
        padding[1] = -1 << 13;
        final Operands padded = new Operands(kernel.precision(), x.q, extended(x.k, 290 * 64), extended(x.v, 290 * 64), NONE, padding);
        AccuracyCheck.sameBits("two queries and 245 padding keys", launch(kernel, many, padded),
                Arrays.copyOf(launch(kernel, few, x), 2 * 64));
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void givesTheSameBitsInEveryOrderOfWarps(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(33, 197, 2, 32, true, true);
        final Operands x = operands(kernel, shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(kernel, shape, x.packed(x.q), x.packed(x.k), x.packed(x.v), x.blocked, x.padding);
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void hasNoBankConflicts(TensorAttentionKernel kernel) {
        for (final int headSize : new int[]{8, 16, 32, 64}) {
            final Shape shape = Shape.packed(16, 196, 1, headSize, false, false);
            final Operands x = operands(kernel, shape, Filling.RANDOM);
            assertEquals(0, LaunchCounts.of(kernel, shape, x.packed(x.q), x.packed(x.k), x.packed(x.v), NONE, NONE).total().conflicts(),
                    "bank conflicts at head size " + headSize);
        }
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void movesAndComputesLittleMoreThanItsFloor(TensorAttentionKernel kernel) {
        final Shape shape = Shape.packed(203, 203, 2, 32, true, true);
        final Operands x = operands(kernel, shape, Filling.RANDOM);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape, x.packed(x.q), x.packed(x.k), x.packed(x.v), x.blocked, x.padding);
        final long bytes = counted.distinctBytes();
        assertTrue(bytes <= BYTE_SLACK * kernel.cost(shape).bytes(), bytes + " bytes, floor " + kernel.cost(shape).bytes());
        final long flops = counted.flops();
        assertTrue(flops <= FLOP_SLACK * kernel.cost(shape).flops(), flops + " flops, floor " + kernel.cost(shape).flops());
    }

    /** Nobody needs to read both. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void theTextsForBf16AndF16AreTheSameButForTheNameOfTheTypeAndItsOne(Version version) {
        final String bf16 = new TensorAttentionKernel(version, Precision.BF16).source().text();
        assertEquals(bf16.replace("bf16", "f16").replace("0x3F803F80", "0x3C003C00"),
                new TensorAttentionKernel(version, Precision.FP16).source().text());
    }

    @Test
    void refusesShapesOutsideItsContract() {
        final Slice all = new Slice(0, 16);
        assertThrows(IllegalArgumentException.class, () -> new TensorAttentionKernel(Version.V3_FLASH, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new TensorAttentionKernel(Version.V3_FLASH, Precision.TF32));
        assertThrows(IllegalArgumentException.class, () -> new Slice(4, 16));
        assertThrows(IllegalArgumentException.class, () -> new Slice(0, 12));
        assertThrows(IllegalArgumentException.class, () -> new Slice(-8, 16));
        for (final int headSize : new int[]{0, 4, 12, 24, 128}) {
            assertThrows(IllegalArgumentException.class, () -> Shape.packed(1, 1, 2, headSize, false, false), "head size " + headSize);
        }
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(0, 1, 1, 8, false, false));
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(1, 0, 1, 8, false, false));
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(1, 1, 0, 8, false, false));
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(1 << 27, 1, 2, 8, false, false));
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(1, 1 << 27, 2, 8, false, false));
        assertThrows(IllegalArgumentException.class, () -> Shape.packed(1 << 20, 1 << 17, 1, 8, false, false));
        assertThrows(IllegalArgumentException.class,
                () -> new Shape(1, 1, 2, 8, new Slice(8, 16), all, all, 16, false, false, true, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, all, new Slice(8, 16), all, 16, false, false, true, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, all, all, new Slice(8, 16), 16, false, false, true, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, all, all, all, 8, false, false, true, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, all, all, all, 20, false, false, true, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 2, 8, all, all, all, 16, false, false, false, false));
    }

    private record Operands(Precision precision, float[] q, float[] k, float[] v, int[] blocked, int[] padding) {

        TensorAttentionReference reference(Shape shape) {
            return new TensorAttentionReference(shape, q, k, v, blocked, padding);
        }

        byte[] packed(float[] values) {
            return precision.toBytes(values);
        }
    }

    private static Operands operands(TensorAttentionKernel kernel, Shape s, Filling filling) {
        return new Operands(kernel.precision(), kernel.precision().round(filling.floats(s.queries() * s.query().stride(), 1)),
                kernel.precision().round(filling.floats(s.keys() * s.key().stride(), 2)),
                kernel.precision().round(filling.floats(s.keys() * s.value().stride(), 3)),
                s.blocked() ? KernelInputs.maskWords(s.queries(), s.keys(), 3, 4) : NONE,
                s.padding() ? KernelInputs.maskWords(1, s.keys(), 7, 5) : NONE);
    }

    private static Operands unmasked(TensorAttentionKernel kernel, Shape s) {
        final Operands x = operands(kernel, s, Filling.RANDOM);
        Arrays.fill(x.blocked, 0);
        Arrays.fill(x.padding, 0);
        return x;
    }

    private static float[] extended(float[] x, int length) {
        final float[] y = Filling.RANDOM.floats(length, 9);
        System.arraycopy(x, 0, y, 0, x.length);
        return y;
    }

    private static KernelHarness.Outputs launchAll(TensorAttentionKernel kernel, Shape shape, Operands x) {
        return KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x.packed(x.q), x.packed(x.k), x.packed(x.v), x.blocked,
                x.padding);
    }

    /** What the kernel must give to the bit. */
    private static float[] mirror(TensorAttentionKernel kernel, Shape shape, Operands x) {
        return x.reference(shape).tiled(kernel.precision(), kernel.version() == Version.V3_FLASH ? 1 : 4);
    }

    /** Results in f32, after a look at the rounded ones. */
    private static float[] launch(TensorAttentionKernel kernel, Shape shape, Operands x) {
        final KernelHarness.Outputs outputs = launchAll(kernel, shape, x);
        final float[] out = outputs.floats("out32");
        final ByteBuffer halves = ByteBuffer.wrap(outputs.bytes("out16")).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < out.length; i++) {
            if (!Float.isNaN(out[i])) {
                assertEquals(kernel.precision().toHalf(out[i]), halves.getShort(2 * i), "rounded result " + i + " of " + out[i]);
            } else {
                assertTrue(Float.isNaN(kernel.precision().toFloat(halves.getShort(2 * i))), "rounded result " + i + " of NaN");
            }
        }
        return out;
    }

    private static void check(TensorAttentionKernel kernel, Shape shape, Operands x) {
        final float[] out = launch(kernel, shape, x);
        AccuracyCheck.sameBits(kernel.name() + ", " + shape, out, mirror(kernel, shape, x));
        AccuracyCheck.notWorseThanPlain(kernel.name() + ", " + shape, out, x.reference(shape).plain(kernel.precision()),
                x.reference(shape).exact());
    }

    private static void checkGolden(TensorAttentionKernel kernel, Shape shape, Operands x, float[] heads) {
        final double[] golden = KernelInputs.doubles(KernelInputs.swapped(heads, 1, shape.heads(), shape.queries(), shape.headSize()));
        final float[] plain = x.reference(shape).plain(kernel.precision());
        AccuracyCheck.within("plain loops", plain, golden, kernel.precision() == Precision.BF16 ? 3e-2 : 4e-3);
        AccuracyCheck.notWorseThanPlain("golden, " + kernel.name() + ", " + shape, launch(kernel, shape, x), plain, golden);
    }
}
