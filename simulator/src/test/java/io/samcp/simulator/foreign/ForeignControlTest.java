package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.ints;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.launch.LaunchArgument;
import io.samcp.simulator.launch.LaunchArgument.Scalar;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Loops, calls, structures, local arrays, switches and exits, as a compiler writes them. */
final class ForeignControlTest {

    private final Random random = new Random(1);

    @Test
    void saxpy() {
        final int n = 1000;
        final float[] x = new float[n];
        final float[] y = new float[n];
        final float[] expected = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() - 0.5f;
            y[i] = random.nextFloat() * 3;
            expected[i] = Math.fma(1.7f, x[i], y[i]);
        }
        ForeignProgram.run("saxpy", LaunchGeometry.of(3, 96), List.of(Scalar.of(n), Scalar.of(1.7f), in(x), in(y)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 3)));
    }

    @Test
    void loops() {
        final int n = 23;
        final int threads = 70;
        final int[] values = random.ints(n).toArray();
        final int[] expected = new int[3 * threads];
        for (int t = 0; t < threads; t++) {
            int sum = 0;
            for (final int v : values) {
                sum = sum * 31 + v * t;
            }
            expected[3 * t] = sum;
            expected[3 * t + 1] = primesBelow(t);
            int k = t;
            do {
                k = k / 3 - 1;
                expected[3 * t + 2]++;
            } while (k > 0);
        }
        ForeignProgram.run("loops", LaunchGeometry.of(1, threads), List.of(in(values), out(12L * threads), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    private static int primesBelow(int limit) {
        int primes = 0;
        for (int p = 2; p < limit; p++) {
            final int candidate = p;
            if (java.util.stream.IntStream.range(2, p).noneMatch(q -> candidate % q == 0)) {
                primes++;
            }
        }
        return primes;
    }

    @Test
    void calls() {
        final int threads = 64;
        final float[] v = new float[threads + 5];
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextFloat() * 10 - 5;
        }
        final float[] real = new float[3 * threads];
        final int[] whole = new int[3 * threads];
        for (int t = 0; t < threads; t++) {
            final float[] a = Arrays.copyOfRange(v, t, t + 3);
            final float[] b = Arrays.copyOfRange(v, t + 3, t + 6 > v.length ? v.length : t + 6);
            final float[] c = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
            real[3 * t] = c[0];
            real[3 * t + 1] = c[0] * b[0] + c[1] * b[1] + c[2] * b[2];
            real[3 * t + 2] = (float) (a[0] * 0.5);
            final int u = (int) ((short) (t * 257) * 1000003L);
            final int w = (byte) (t + 1);
            whole[3 * t] = (t & 1) != 0 ? w : u;
            whole[3 * t + 1] = (t & 1) != 0 ? u : w;
            final int x = t - 20;
            final int y = 10 - t;
            whole[3 * t + 2] = x > y ? second(x) : second(y) * 2;
        }
        ForeignProgram.run("calls", LaunchGeometry.of(2, threads / 2), List.of(in(v), out(12L * threads), out(12L * threads)), launch -> {
            assertArrayEquals(real, ForeignProgram.floats(launch, 1));
            assertArrayEquals(whole, ints(launch, 2));
        });
    }

    private static int second(int x) {
        return third(x) ^ third(x - 5);
    }

    private static int third(int x) {
        return x < 0 ? -x * 3 : x + 7;
    }

    @Test
    void callsThroughPointers() {
        final int threads = 64;
        final int[] x = random.ints(threads, 0, 1000).toArray();
        final int[] expected = new int[threads];
        for (int t = 0; t < threads; t++) {
            expected[t] = switch (x[t] % 3) {
                case 0 -> x[t] + t;
                case 1 -> x[t] - t;
                default -> x[t] * t;
            };
        }
        ForeignProgram.run("pointers", LaunchGeometry.of(1, threads), List.of(in(x), out(4L * threads)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void structuresAsParameters() {
        final int threads = 40;
        final int n = 33;
        final int[] a = {5, -6, 7, 1 << 30, 0, -1};
        final short[] s = {-300, 4, 20000};
        final ByteBuffer big = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < a.length; i++) {
            big.putInt(4 * i, a[i]);
        }
        big.putDouble(24, 0.375).put(32, (byte) -3);
        for (int i = 0; i < s.length; i++) {
            big.putShort(34 + 2 * i, s[i]);
        }
        final float[] range = {1.5f, 2.5f, 3.5f, 7.25f};
        final double[] expected = new double[4 * n];
        for (int t = 0; t < n; t++) {
            expected[4 * t] = a[t % 6] + 0.375;
            expected[4 * t + 1] = -3 * s[t % 3];
            expected[4 * t + 2] = range[3] - range[0];
            expected[4 * t + 3] = -7;
        }
        ForeignProgram.run("params", LaunchGeometry.of(1, threads),
                List.of(new LaunchArgument.Structure("big", MemorySegment.ofBuffer(big)), Scalar.of(n),
                        new LaunchArgument.Structure("range", MemorySegment.ofArray(range)), new Scalar("i8", -7, 1), out(32L * n)),
                launch -> assertArrayEquals(expected, ForeignProgram.doubles(launch, 4)));
    }

    @Test
    void localArrays() {
        final int threads = 96;
        final int[] values = random.ints(16L * threads, -50, 50).toArray();
        final int[] sorted = new int[values.length];
        final int[] quick = new int[values.length];
        for (int t = 0; t < threads; t++) {
            final int bits = t & 3;
            final int[] own = Arrays.copyOfRange(values, 16 * t, 16 * t + 16);
            System.arraycopy(Arrays.stream(own).sorted().toArray(), 0, sorted, 16 * t, 16);
            System.arraycopy(Arrays.stream(own).map(x -> x ^ bits).sorted().toArray(), 0, quick, 16 * t, 16);
        }
        ForeignProgram.run("locals", LaunchGeometry.of(2, threads / 2), List.of(in(values), out(64L * threads), out(64L * threads)),
                launch -> {
                    assertArrayEquals(sorted, ints(launch, 1));
                    assertArrayEquals(quick, ints(launch, 2));
                });
    }

    @Test
    void switches() {
        final int threads = 64;
        final byte[] text = "foo 12.5 # note 7\nbar\\ baz 3 9.x qux # end of it, and then some more text\n1 2 three 4.4.4 five\\six\\"
                .getBytes(StandardCharsets.US_ASCII);
        final int[] sparse = {-1000, 3, 777, 65536, 0, 4};
        final int[] values = random.ints(3L * threads, -20, 20).toArray();
        final int[] expected = new int[3 * threads];
        for (int t = 0; t < threads; t++) {
            values[3 * t] = t % 13 - 1;
            values[3 * t + 1] = t % 2 == 0 ? values[3 * t + 1] : sparse[t % 6];
            expected[3 * t] = dense(values[3 * t], values[3 * t + 1], values[3 * t + 2]);
            expected[3 * t + 1] = switch (values[3 * t + 1]) {
                case -1000 -> 1;
                case 3 -> 2;
                case 777 -> 3;
                case 65536 -> 32768;
                default -> 0;
            };
            expected[3 * t + 2] = tokens(text, t);
        }
        ForeignProgram.run("switches", LaunchGeometry.of(1, threads),
                List.of(in(values), in(text), Scalar.of(text.length), out(12L * threads)),
                launch -> assertArrayEquals(expected, ints(launch, 3)));
    }

    private static int dense(int op, int a, int b) {
        return switch (op) {
            case 0 -> a + b;
            case 1 -> a - b;
            case 2 -> a * b;
            case 3 -> b != 0 ? a / b : -1;
            case 4 -> a & b;
            case 5 -> a | b << 1;
            case 6 -> a + 3 ^ b;
            case 7 -> a ^ b;
            case 8 -> ~a;
            case 9 -> Math.min(a, b);
            default -> 1000000;
        };
    }

    private static int tokens(byte[] text, int from) {
        int state = 0;
        int words = 0;
        int numbers = 0;
        int comments = 0;
        for (int i = from; i < text.length; i++) {
            final char c = (char) text[i];
            final boolean digit = Character.isDigit(c);
            switch (state) {
                case 0 -> {
                    if (Character.isLowerCase(c)) {
                        state = 1;
                        words++;
                    } else if (digit) {
                        state = 2;
                        numbers++;
                    } else if (c == '#') {
                        state = 3;
                        comments++;
                    }
                }
                case 1 -> state = c == ' ' ? 0 : c == '\\' ? 4 : 1;
                case 2 -> state = c == '.' ? 5 : digit ? 2 : 0;
                case 3 -> state = c == '\n' ? 0 : 3;
                case 4 -> state = 1;
                default -> state = digit ? 5 : 0;
            }
        }
        return words | numbers << 8 | comments << 16 | state << 24;
    }

    @Test
    void earlyExitsAndLoopsOfDifferentLength() {
        final int n = 150;
        final int[] values = random.ints(n, 1, Integer.MAX_VALUE).map(x -> x >>> (x & 15)).toArray();
        values[3] = 0;
        values[7] = 837799;
        final int[] expected = new int[n];
        for (int i = 0; i < n; i++) {
            long x = values[i];
            while (expected[i] >= 0 && x != 1) {
                expected[i] = x == 0 ? -1 : expected[i] > 200 ? -2 : expected[i] + 1;
                x = (x & 1) != 0 ? 3 * x + 1 : x >>> 1;
            }
        }
        ForeignProgram.run("exits", LaunchGeometry.of(3, 64), List.of(in(values), out(4L * n), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void drawsAndSearches() {
        final int threads = 64;
        final long[] sorted = random.longs(100, 0, 1 << 24).sorted().toArray();
        final long[] states = random.longs(threads).toArray();
        final long[] after = states.clone();
        final int[] found = new int[threads];
        for (int t = 0; t < threads; t++) {
            long s = states[t];
            for (int i = 0; i < 10; i++) {
                s ^= s << 13;
                s ^= s >>> 7;
                s ^= s << 17;
                final long key = s >>> 40;
                found[t] += (int) Arrays.stream(sorted).filter(x -> x < key).count();
            }
            after[t] = s;
        }
        ForeignProgram.run("draws", LaunchGeometry.of(2, threads / 2),
                List.of(in(sorted), Scalar.of(sorted.length), Scalar.of(10), in(states), out(4L * threads)), launch -> {
                    assertArrayEquals(after, ForeignProgram.longs(launch, 3));
                    assertArrayEquals(found, ints(launch, 4));
                });
    }
}
