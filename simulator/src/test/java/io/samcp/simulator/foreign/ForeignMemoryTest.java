package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.ints;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.launch.LaunchArgument;
import io.samcp.simulator.launch.LaunchArgument.Scalar;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Vectors, variables, shared memory, atomics, and blocks that wait for each other. */
final class ForeignMemoryTest {

    private final Random random = new Random(3);

    private float[] reals(int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() * 4 - 2;
        }
        return values;
    }

    @Test
    void vectors() {
        final int n = 45;
        final float[] f = reals(4 * n);
        final int[] i = random.ints(2L * n).toArray();
        final byte[] c = new byte[4 * n];
        random.nextBytes(c);
        final short[] s = new short[2 * n];
        final double[] d = new double[2 * n];
        final float[] of = new float[4 * n];
        final int[] oi = new int[4 * n];
        final byte[] oc = new byte[4 * n];
        final double[] od = new double[2 * n];
        final long[] ol = new long[2 * n];
        for (int t = 0; t < n; t++) {
            s[2 * t] = (short) random.nextInt();
            s[2 * t + 1] = (short) random.nextInt();
            d[2 * t] = random.nextDouble();
            d[2 * t + 1] = random.nextDouble();
            final int two = 2 * t;
            final int four = 4 * t;
            System.arraycopy(new float[]{f[four + 3], f[four + 2] + 1, f[four + 1], f[four]}, 0, of, four, 4);
            System.arraycopy(new int[]{i[two + 1], i[two], s[two] * s[two + 1], (c[four] & 0xFF) + (c[four + 3] & 0xFF)}, 0, oi, four, 4);
            System.arraycopy(new byte[]{c[four + 3], (byte) (c[four + 2] + c[four + 1]), (byte) s[two], (byte) i[two]}, 0, oc, four, 4);
            od[two] = d[two + 1] - d[two];
            od[two + 1] = d[two] * 0.5;
            ol[two] = (long) i[two] << 20;
            ol[two + 1] = i[two + 1] - 1L;
        }
        ForeignProgram.run("vectors", LaunchGeometry.of(1, n),
                List.of(in(f), in(i), in(c), in(s), in(d), out(16L * n), out(16L * n), out(4L * n), out(16L * n), out(16L * n)),
                launch -> {
                    assertArrayEquals(of, ForeignProgram.floats(launch, 5));
                    assertArrayEquals(oi, ints(launch, 6));
                    assertArrayEquals(oc, ForeignProgram.bytes(launch, 7));
                    assertArrayEquals(od, ForeignProgram.doubles(launch, 8));
                    assertArrayEquals(ol, ForeignProgram.longs(launch, 9));
                });
    }

    @Test
    void variables() {
        final int n = 64;
        final int[] primes = {2, 3, 5, 7, 11, 13, 17, 19};
        final short[] narrow = {-1, 300, -32768, 7};
        final float[] table = {0.5f, -1.25f, 3.0f, 1e-3f};
        final double[] entries = {301.25, 502.5, 619.0};
        final double[] expected = new double[6 * n];
        for (int t = 0; t < n; t++) {
            final double[] o = {primes[t & 7] + primes[3 + (t & 3)], narrow[t & 3] * 2.5, table[t + 1 & 3], entries[t % 3],
                t % 3 != 1 ? "variables".charAt(t % 9) : -1, 40 + 2 * n};
            System.arraycopy(o, 0, expected, 6 * t, 6);
        }
        ForeignProgram.run("variables", LaunchGeometry.of(1, n), List.of(out(48L * n)),
                launch -> assertArrayEquals(expected, ForeignProgram.doubles(launch, 0)));
    }

    @Test
    void transpose() {
        final int rows = 37;
        final int columns = 50;
        final float[] a = reals(rows * columns);
        final float[] expected = new float[a.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                expected[c * rows + r] = a[r * columns + c];
            }
        }
        ForeignProgram.run("tiles", "transpose", new LaunchGeometry(4, 3, 1, 16, 16, 1, 0),
                List.of(in(a), out(4L * a.length), Scalar.of(rows), Scalar.of(columns)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 1)));
    }

    @Test
    void matmul() {
        final int n = 21;
        final float[] a = reals(n * n);
        final float[] b = reals(n * n);
        final float[] expected = new float[n * n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                for (int k = 0; k < n; k++) {
                    expected[r * n + c] = Math.fma(a[r * n + k], b[k * n + c], expected[r * n + c]);
                }
            }
        }
        ForeignProgram.run("tiles", "matmul", new LaunchGeometry(3, 3, 1, 8, 8, 1, 0),
                List.of(in(a), in(b), out(4L * n * n), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 2)));
    }

    @Test
    void reduceAndScan() {
        final int n = 230;
        final int[] a = random.ints(n, -90, 1000).toArray();
        final int[] sums = {Arrays.stream(a, 0, 128).sum(), Arrays.stream(a, 128, n).sum()};
        ForeignProgram.run("reduce", new LaunchGeometry(2, 1, 1, 128, 1, 1, 512), List.of(in(a), out(8), Scalar.of(n)),
                launch -> assertArrayEquals(sums, ints(launch, 1)));
        final int[] scan = Arrays.copyOf(a, n + 2);
        Arrays.parallelPrefix(scan, 0, n, Integer::sum);
        scan[n] = (int) Arrays.stream(a).filter(x -> x > 0).count();
        scan[n + 1] = (Arrays.stream(a).anyMatch(x -> x == 7) ? 2 : 0) + 1;
        ForeignProgram.run("reduce", "scan", new LaunchGeometry(1, 1, 1, 256, 1, 1, 2048), List.of(in(a), out(4L * n + 8), Scalar.of(n)),
                launch -> assertArrayEquals(scan, ints(launch, 1)));
    }

    @Test
    void atomics() {
        final int n = 150;
        final int[] a = random.ints(n, -5000, 5000).toArray();
        final int[] words = new int[16 + n];
        words[2] = Integer.MAX_VALUE;
        words[3] = Integer.MIN_VALUE;
        words[4] = -1;
        final int[] expected = words.clone();
        for (int t = 0; t < n; t++) {
            expected[0] += a[t];
            expected[1] -= a[t];
            expected[2] = Math.min(expected[2], a[t]);
            expected[3] = Math.max(expected[3], a[t]);
            expected[4] &= a[t];
            expected[5] |= a[t];
            expected[6] ^= a[t];
            expected[7] = expected[7] >= 10 ? 0 : expected[7] + 1;
            expected[8] = expected[8] == 0 ? 7 : expected[8] - 1;
            expected[11] = Integer.compareUnsigned(expected[11], a[t]) >= 0 ? expected[11] : a[t];
            expected[16 + t] = 1;
        }
        final long[] wide = new long[3];
        for (final int x : a) {
            wide[0] += 3L * x;
            final long candidate = (x & 0xFFFFFFFFL) << 8;
            wide[1] = Math.max(wide[1], candidate);
            wide[2] ^= (long) x << 16;
        }
        final float[] reals = {IntStream.of(a).map(x -> x & 7).sum(), Math.max(0, IntStream.of(a).max().orElseThrow())};
        final double[] doubles = {IntStream.of(a).sum() * 0.5, 0.25 * n};
        ForeignProgram.run("atomics", LaunchGeometry.of(3, 64),
                List.of(in(a), in(words), in(new long[3]), in(new float[2]), in(new double[2]), Scalar.of(n)),
                launch -> {
                    final int[] found = ints(launch, 1);
                    for (final int exchanged : new int[]{9, 10}) {
                        expected[exchanged] = found[exchanged];
                        assertEquals(exchanged & 1, found[exchanged] & 1, "the last of the odd or even threads, whichever that is");
                    }
                    assertArrayEquals(expected, found);
                    assertArrayEquals(wide, ForeignProgram.longs(launch, 2));
                    assertArrayEquals(reals, ForeignProgram.floats(launch, 3));
                    assertArrayEquals(doubles, ForeignProgram.doubles(launch, 4));
                });
    }

    @Test
    void histogram() {
        final byte[] data = new byte[3000];
        random.nextBytes(data);
        final int[] expected = new int[64];
        for (final byte b : data) {
            expected[(b & 0xFF) >> 2]++;
        }
        ForeignProgram.run("atomics", "histogram", LaunchGeometry.of(3, 96), List.of(in(data), in(new int[64]), Scalar.of(data.length)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void lastBlockAddsUp() {
        final int n = 500;
        final int[] a = random.ints(n, -1000, 1000).toArray();
        ForeignProgram.run("lastblock", LaunchGeometry.of(8, 64), List.of(in(a), out(4), Scalar.of(n)),
                launch -> assertEquals(Arrays.stream(a).sum(), ints(launch, 1)[0]));
    }

    @Test
    void prefixSumWithLookBack() {
        final int n = 450;
        final int[] a = random.ints(n, -1000, 1000).toArray();
        final int[] expected = a.clone();
        Arrays.parallelPrefix(expected, Integer::sum);
        ForeignProgram.run("lookback", LaunchGeometry.of(8, 64),
                List.of(in(a), out(4L * n), in(new int[1]), in(new long[8]), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void volume() {
        final int[] size = {9, 6, 5};
        final int[] a = random.ints((long) size[0] * size[1] * size[2], -100, 100).toArray();
        final int[] expected = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                final boolean near = Math.abs(i % 9 - j % 9) <= 1 && Math.abs(i / 9 % 6 - j / 9 % 6) <= 1 && Math.abs(i / 54 - j / 54) <= 1;
                expected[i] += near ? a[j] : 0;
            }
        }
        ForeignProgram.run("volume", new LaunchGeometry(3, 2, 2, 4, 3, 4, 0),
                List.of(in(a), out(4L * a.length), new LaunchArgument.Structure("size", MemorySegment.ofArray(size))),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void life() {
        final int width = 19;
        final int height = 11;
        final byte[] cells = new byte[width * height];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
        }
        final byte[] expected = new byte[cells.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int alive = -cells[y * width + x];
                for (int k = 0; k < 9; k++) {
                    alive += cells[(y + k / 3 - 1 + height) % height * width + (x + k % 3 - 1 + width) % width];
                }
                expected[y * width + x] = (byte) (alive == 3 || alive == 2 && cells[y * width + x] == 1 ? 1 : 0);
            }
        }
        ForeignProgram.run("life", LaunchGeometry.of(4, 64),
                List.of(in(cells), out(cells.length), Scalar.of(width), Scalar.of(height)),
                launch -> assertArrayEquals(expected, ForeignProgram.bytes(launch, 1)));
    }

    @Test
    void bitonicSort() {
        final int[] a = random.ints(256, 0, 1 << 20).toArray();
        final int[] expected = Arrays.stream(a).sorted().toArray();
        ForeignProgram.run("bitonic", LaunchGeometry.of(1, 256), List.of(in(a)), launch -> assertArrayEquals(expected, ints(launch, 0)));
    }
}
