package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.KernelCatalogue;
import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.TensorGemmKernel;
import io.samcp.kernels.gemm.TensorGemmKernel.Shape;
import io.samcp.kernels.gemm.TensorGemmKernel.Version;
import io.samcp.kernels.gemm.TensorGemmReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The matrix product on tensor cores. While the engine sums products one after the other, rungs equal plain float loops to the bit; when it
 * sums as tensor cores are measured to do, they must come as near to the exact result.
 */
final class TensorGemmKernelTest {

    private static final int[][] SIZES = {{1, 1, 8}, {31, 33, 96}, {97, 31, 32}, {33, 196, 72}, {1, 97, 256}, {65, 64, 128}, {32, 128, 64},
        {32, 8, 328}};
    private static final float[] NONE = {};

    private static boolean hasY16(TensorGemmKernel kernel) {
        return kernel.precision() != Precision.TF32;
    }

    private static Stream<TensorGemmKernel> rungs() {
        return KernelCatalogue.all().stream().filter(TensorGemmKernel.class::isInstance).map(TensorGemmKernel.class::cast);
    }

    /** What differs in the name of a type alone is tested more briefly. */
    private static Stream<TensorGemmKernel> texts() {
        return rungs().filter(k -> k.precision() != Precision.FP16);
    }

    @ParameterizedTest
    @MethodSource("rungs")
    void equalsPlainLoopsForAwkwardSizes(TensorGemmKernel kernel) {
        int turn = 0;
        for (final int[] size : SIZES) {
            for (final Filling filling : kernel.precision() == Precision.FP16 ? new Filling[]{Filling.RANDOM} : Filling.values()) {
                final List<Shape> all = epilogues(kernel, size[0], size[1], size[2]);
                check(kernel, all.get(7 * turn++ % all.size()), filling);
            }
        }
    }

    /** Each way to end, where rows of y begin at 16 bytes and where they do not. */
    @ParameterizedTest
    @MethodSource("texts")
    void equalsPlainLoopsForEveryEpilogue(TensorGemmKernel kernel) {
        for (final int n : new int[]{20, 21}) {
            epilogues(kernel, 19, n, 40).forEach(shape -> check(kernel, shape, Filling.RANDOM));
        }
    }

    /** Every row, column and group of k is the last one once, in each part of a tile. */
    @ParameterizedTest
    @MethodSource("texts")
    void stopsAtTheLastRowColumnAndK(TensorGemmKernel kernel) {
        for (final int m : new int[]{1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33}) {
            check(kernel, new Shape(m, 2 * m, 8 * (m % 11 + 1), true, false, false, true, hasY16(kernel) && m % 2 == 0), Filling.RANDOM);
        }
        for (int n = 1; n <= 5; n++) {
            check(kernel, new Shape(9, 60 + n, 64 * n - 8, false, true, true, n % 2 == 0 || !hasY16(kernel), hasY16(kernel)),
                    Filling.RANDOM);
        }
    }

    /** Many tiles of k, so that each place in shared memory is used again and again; then one more that holds eight k only. */
    @ParameterizedTest
    @MethodSource("rungs")
    void equalsPlainLoopsForLongSums(TensorGemmKernel kernel) {
        check(kernel, new Shape(32, 36, 1000, true, true, false, true, false), Filling.RANDOM);
        check(kernel, new Shape(1, 4, 1032, true, false, false, true, false), Filling.RANDOM);
    }

    @ParameterizedTest
    @CsvSource({"V5_SPLIT_K,4", "V7_WIDE,8"})
    void addsAsManyPartsAsThereAre(Version version, int most) {
        final TensorGemmKernel kernel = new TensorGemmKernel(version, Precision.BF16);
        final Map<Integer, Shape> byParts = new TreeMap<>();
        for (final int n : new int[]{4, 64, 500}) {
            for (int k = 8; k <= 8000; k += 40) {
                byParts.putIfAbsent(kernel.splits(shape(35, n, k)), shape(35, n, k));
            }
        }
        assertEquals(IntStream.rangeClosed(1, most).boxed().toList(), List.copyOf(byParts.keySet()));
        byParts.values().forEach(shape -> check(kernel, shape, Filling.RANDOM));
    }

    /** Tiles of 128 rows, of which a warp has 32. */
    @Test
    void stopsAtTheLastRowOfAWideTile() {
        final TensorGemmKernel kernel = new TensorGemmKernel(Version.V7_WIDE, Precision.BF16);
        for (final int m : new int[]{63, 64, 65, 95, 96, 97, 112, 127, 128, 129, 270}) {
            check(kernel, new Shape(m, 5, 72, true, true, false, true, true), Filling.RANDOM);
            final Shape inParts = new Shape(m, 4, 1000, true, false, false, true, true);
            assertTrue(kernel.splits(inParts) > 1, "parts of " + inParts);
            check(kernel, inParts, Filling.RANDOM);
        }
    }

    private static void check(TensorGemmKernel kernel, Shape shape, Filling filling) {
        final Operands x = Operands.of(kernel, shape, filling);
        final float[] plain = x.plain();
        AccuracyCheck.within("plain float", plain, x.exact(), 1e-6 * shape.k() + 1e-5);
        x.compare(x.launch(EngineOptions.deterministic()), plain, filling.toString());
    }

    /**
     * Tensor cores cut off where plain loops round, eight products at a time, so errors add up instead of cancelling: each step may cost two
     * units in the last place of the largest sum there could be.
     */
    @ParameterizedTest
    @MethodSource("texts")
    void isNearWhenTensorCoresCutOff(TensorGemmKernel kernel) {
        for (final int k : new int[]{8, 256, 1568}) {
            final Operands x = Operands.of(kernel, new Shape(3, 12, k, true, true, false, true, false), Filling.RANDOM);
            final double[] exact = x.exact();
            double largest = 0;
            for (final double y : exact) {
                largest = Math.max(largest, Math.abs(y));
            }
            AccuracyCheck.within(kernel + ", k=" + k, x.launch(EngineOptions.deterministic().withMatrixSum(MatrixSum.ALIGNED)).floats("y"),
                    exact, (k / 8 + 2) * 2 * Math.ulp((float) largest));
        }
    }

    /** The feed-forward network as the model runs it: the hidden layer is stored in 16 bits only, the residual is f32. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void feedForwardIsAsNearToPyTorchAsRoundingAllows(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/ffn.safetensors");
        final int[] x = golden.shape(name + ".x");
        final int hidden = golden.shape(name + ".w1")[0];
        final double[] expected = KernelInputs.doubles(golden.floats(name + ".out"));
        for (final TensorGemmKernel kernel : rungs().toList()) {
            final Operands first = new Operands(kernel, new Shape(x[0], hidden, x[1], true, false, true, !hasY16(kernel), hasY16(kernel)),
                    golden.floats(name + ".x"), golden.floats(name + ".w1"), golden.floats(name + ".b1"), NONE);
            final KernelHarness.Outputs out = first.launch(EngineOptions.deterministic());
            final float[] h = hasY16(kernel) ? kernel.precision().toFloats(out.bytes("y16")) : out.floats("y");
            final Operands second = new Operands(kernel, new Shape(x[0], x[1], hidden, true, true, false, true, false), h,
                    golden.floats(name + ".w2"), golden.floats(name + ".b2"), golden.floats(name + ".x"));
            AccuracyCheck.within(kernel + " out", second.launch(EngineOptions.deterministic()).floats("y"), expected,
                    kernel.precision() == Precision.BF16 ? 3e-2 : 4e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void rowsDoNotDependOnHowManyThereAre(TensorGemmKernel kernel) {
        final Operands all = Operands.of(kernel, new Shape(70, 36, 200, true, false, false, true, false), Filling.RANDOM);
        final Operands one = new Operands(kernel, new Shape(1, 36, 200, true, false, false, true, false), Arrays.copyOf(all.a(), 200),
                all.b(), all.bias(), NONE);
        AccuracyCheck.sameBits("first row", one.launch(EngineOptions.deterministic()).floats("y"),
                Arrays.copyOf(all.launch(EngineOptions.deterministic()).floats("y"), 36));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void givesTheSameBitsInEveryOrderOfWarps(TensorGemmKernel kernel) {
        final Operands x = Operands.of(kernel, new Shape(35, 68, 328, true, true, true, true, hasY16(kernel)), Filling.RANDOM);
        KernelHarness.sameInEveryOrder(kernel, x.shape(), x.buffers());
    }

    /** A NaN of a row of a reaches its row of y only, through ReLU too; infinities and the smallest numbers stay what they are. */
    @ParameterizedTest
    @MethodSource("rungs")
    void keepsSpecialValues(TensorGemmKernel kernel) {
        for (final int n : new int[]{4, 5}) {
            final Shape shape = new Shape(6, n, 8, false, false, true, true, hasY16(kernel));
            final float[] a = new float[6 * 8];
            final float[] b = new float[n * 8];
            final float[] first = {Float.NaN, -1, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0x1p-14f};
            for (int i = 0; i < first.length; i++) {
                a[8 * i + i] = first[i];
            }
            Arrays.fill(b, 1);
            final KernelHarness.Outputs out = new Operands(kernel, shape, a, b, NONE, NONE).launch(EngineOptions.deterministic());
            final float[] y = new float[6 * n];
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(first[i / n], 0);
            }
            assertArrayEquals(y, out.floats("y"));
            if (hasY16(kernel)) {
                assertArrayEquals(y, kernel.precision().toFloats(out.bytes("y16")));
            }
        }
    }

    /** A sum that is a negative zero stays one where nothing is added to it. */
    @ParameterizedTest
    @MethodSource("texts")
    void addsNothingThatIsSwitchedOff(TensorGemmKernel kernel) {
        for (final int n : new int[]{4, 5}) {
            final float[] a = new float[64];
            final float[] b = new float[64 * n];
            a[63] = -0x1p-100f; // the last of a whole tile: no padding follows
            Arrays.fill(b, 0x1p-100f);
            final float[] y = new Operands(kernel, new Shape(1, n, 64, false, false, false, true, false), a, b, NONE, NONE)
                    .launch(EngineOptions.deterministic()).floats("y");
            final float[] zeros = new float[n];
            Arrays.fill(zeros, -0f);
            AccuracyCheck.sameBits("underflow", y, zeros);
        }
    }

    /** The text for one type is that for the other but for its name, so that only one needs to be read. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void textsDifferInTheTypeAlone(Version version) {
        assertEquals(new TensorGemmKernel(version, Precision.FP16).source().text(),
                new TensorGemmKernel(version, Precision.BF16).source().text().replace("bf16", "f16"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void countsWhatItsCardClaims(TensorGemmKernel kernel) {
        final Shape shape = new Shape(kernel.version() == Version.V7_WIDE ? 256 : 203, 256, 256, true, true, false, true, false);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape);
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
        assertEquals(kernel.cost(shape).bytes(), counted.distinctBytes(), "bytes of global memory, each once");
        final double work = (double) counted.flops() / kernel.cost(shape).flops();
        assertTrue(work >= 1 && work <= 1.15, work + " times the operations of " + kernel.cost(shape));
        assertTrue(counted.total().efficiency() >= 0.99, "share of sectors that is used: " + counted.total().efficiency());
        assertTrue(counted.total().sectorsPerRequest() >= 15, "16 bytes a lane: " + counted.total().sectorsPerRequest());
    }

    /** The feed-forward network's second product in parts. What travels through scratch memory stays below a third of the floor. */
    @Test
    void countsPartsOfK() {
        final TensorGemmKernel kernel = new TensorGemmKernel(Version.V5_SPLIT_K, Precision.BF16);
        final Shape shape = new Shape(64, 256, 2048, true, true, false, true, false);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape);
        final List<Long> bytes = kernel.bufferBytes(shape);
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
        assertTrue(counted.total().sectorsPerRequest() >= 15, "16 bytes a lane: " + counted.total().sectorsPerRequest());
        final long scratch = 2 * (bytes.get(bytes.size() - 2) + bytes.getLast());
        assertEquals(kernel.cost(shape).bytes() + scratch, counted.distinctBytes(), "floor and parts, written and read");
    }

    /** The layer behind pooling, at the released model's size: within 1.3 times the floor, parts written and read among them. */
    @Test
    void countsPartsOfWideTiles() {
        final TensorGemmKernel kernel = new TensorGemmKernel(Version.V7_WIDE, Precision.BF16);
        final Shape shape = shape(256, 1024, 12544);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape);
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
        assertTrue(counted.total().sectorsPerRequest() >= 15, "16 bytes a lane: " + counted.total().sectorsPerRequest());
        final long parts = (long) Float.BYTES * shape.m() * shape.n() * kernel.splits(shape);
        assertEquals(kernel.cost(shape).bytes() + 2 * (parts + kernel.bufferBytes(shape).getLast()), counted.distinctBytes(),
                "floor and parts, written and read");
        assertTrue(counted.distinctBytes() <= 1.3 * kernel.cost(shape).bytes(), "bytes: " + counted.distinctBytes());
        assertTrue(counted.flops() <= 1.01 * kernel.cost(shape).flops(), "operations: " + counted.flops());
    }

    @Test
    void refusesShapesOutsideItsContract() {
        refuses(0, 1, 8);
        refuses(1, 0, 8);
        refuses(1, 1, 0);
        refuses(1, 1, 12);
        refuses(Integer.MAX_VALUE, 1, 8);
        refuses(1, 65_535 * 64 + 1, 8);
        refuses(1, 1, Integer.MAX_VALUE - 7);
        refuses(1 << 30, 2048, 8);
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 8, true, true, true, false, false));
        assertThrows(IllegalArgumentException.class, () -> new TensorGemmKernel(Version.V3_MMA, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new TensorGemmKernel(Version.V5_SPLIT_K, Precision.TF32));
        final TensorGemmKernel tf32 = new TensorGemmKernel(Version.V4_PIPELINED, Precision.TF32);
        assertThrows(IllegalArgumentException.class, () -> tf32.bufferBytes(new Shape(1, 1, 8, true, true, true, true, true)));
        assertThrows(IllegalArgumentException.class, () -> tf32.bufferBytes(new Shape(1, 1, 8, true, true, true, false, true)));
    }

    /** By n and k alone wherever it matters for the bits. */
    @Test
    void choosesTheRungThatMovesLeastPerMultiprocessor() {
        for (final int m : new int[]{1, 150, 1024}) {
            assertEquals(Version.V4_PIPELINED, best(m, 256, 256).version());
            assertEquals(Version.V4_PIPELINED, best(m, 2048, 256).version());
            assertEquals(Version.V3_MMA, best(m, 4, 32).version());
            assertEquals(Version.V5_SPLIT_K, best(m, 256, 2048).version());
            assertEquals(Version.V7_WIDE, best(m, 1024, 12544).version());
            assertEquals(4, best(m, 256, 2048).splits(shape(m, 256, 2048)));
            assertEquals(4, best(m, 1024, 12544).splits(shape(m, 1024, 12544)));
            assertEquals(Version.V4_PIPELINED, TensorGemmKernel.best(shape(m, 1024, 12544), Precision.TF32).version());
        }
    }

    private static TensorGemmKernel best(int m, int n, int k) {
        return TensorGemmKernel.best(shape(m, n, k), Precision.BF16);
    }

    private static Shape shape(int m, int n, int k) {
        return new Shape(m, n, k, true, false, false, true, false);
    }

    private static void refuses(int m, int n, int k) {
        final String message = assertThrows(IllegalArgumentException.class,
                () -> new Shape(m, n, k, false, false, false, true, false)).getMessage();
        assertTrue(message.contains("m=" + m + ", n=" + n + ", k=" + k), message);
    }

    /** All ways to end that a kernel has. */
    private static List<Shape> epilogues(TensorGemmKernel kernel, int m, int n, int k) {
        final List<Shape> all = new ArrayList<>();
        for (int options = 8; options < (hasY16(kernel) ? 32 : 16); options++) {
            all.add(new Shape(m, n, k, (options & 1) != 0, (options & 2) != 0, (options & 4) != 0, (options & 8) != 0,
                    (options & 16) != 0));
        }
        return all;
    }

    /** What a launch reads; a and b as they are before they are rounded. */
    private record Operands(TensorGemmKernel kernel, Shape shape, float[] a, float[] b, float[] bias, float[] residual) {

        static Operands of(TensorGemmKernel kernel, Shape s, Filling filling) {
            return new Operands(kernel, s, filling.floats(s.m() * s.k(), 1), filling.floats(s.n() * s.k(), 2),
                    s.bias() ? filling.floats(s.n(), 3) : NONE, s.residual() ? filling.floats(s.m() * s.n(), 4) : NONE);
        }

        Object[] buffers() {
            final List<Object> all = new ArrayList<>(List.of(stored(a), stored(b), bias, residual));
            if (kernel.version().hasParts()) {
                final List<Long> bytes = kernel.bufferBytes(shape);
                final byte[] partials = new byte[Math.toIntExact(bytes.get(bytes.size() - 2))];
                Arrays.fill(partials, (byte) 0xFF);
                all.add(partials);
                all.add(new byte[Math.toIntExact(bytes.getLast())]);
            }
            return all.toArray();
        }

        private Object stored(float[] x) {
            return kernel.precision() == Precision.TF32 ? x : kernel.precision().toBytes(x);
        }

        KernelHarness.Outputs launch(EngineOptions options) {
            return KernelHarness.launch(options, kernel, shape, buffers());
        }

        double[] exact() {
            return TensorGemmReference.exact(shape, rounded(a), rounded(b), bias, residual);
        }

        float[] plain() {
            return TensorGemmReference.plain(kernel, shape, rounded(a), rounded(b), bias, residual);
        }

        private float[] rounded(float[] x) {
            return kernel.precision().round(x);
        }

        void compare(KernelHarness.Outputs out, float[] y, String what) {
            final String all = kernel + " " + shape + ", " + what;
            if (shape.y()) {
                AccuracyCheck.sameBits(all, out.floats("y"), y);
            }
            if (shape.y16()) {
                AccuracyCheck.sameBits(all + ", 16 bits", kernel.precision().toFloats(out.bytes("y16")),
                        kernel.precision().round(y));
            }
            if (kernel.splits(shape) > 1) {
                assertArrayEquals(new int[(int) (kernel.bufferBytes(shape).getLast() / Integer.BYTES)], out.ints("arrived"), all);
            }
        }
    }
}
