package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.launch.LaunchArgument.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Floats: what IEEE 754 defines is compared to the bit; functions of CUDA's library within the bounds that the CUDA C++ Programming Guide
 * states ("Mathematical Functions"), in units of the last place.
 */
final class ForeignFloatTest {

    private final Random random = new Random(5);

    private float[] reals(int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (random.nextFloat() - 0.5f) * (i % 3 == 0 ? 20 : 4);
        }
        return values;
    }

    private static void requireNear(double exact, float found, double ulps, String what) {
        final float rounded = (float) exact;
        final boolean near = Float.isFinite(rounded) ? Math.abs(found - exact) <= ulps * Math.ulp(rounded) : found == rounded;
        assertTrue(near, what + ": expected " + exact + ", found " + found + ", bound " + ulps + " ulp");
    }

    @Test
    void preciseSingles() {
        final float[] x = reals(150);
        for (int i = 100; i < 150; i++) {
            x[i] = (float) Math.scalb(random.nextDouble() - 0.5, random.nextInt(100) - 20);
        }
        final int n = x.length;
        ForeignProgram.run("floats", "precise", LaunchGeometry.of(3, 64), List.of(in(x), out(48L * n), Scalar.of(n)), launch -> {
            final float[] o = ForeignProgram.floats(launch, 1);
            for (int i = 0; i < n; i++) {
                final float v = x[i];
                final String at = " of " + v;
                final int k = 12 * i;
                requireNear(Math.sqrt(Math.abs(v)), o[k], 0.5, "sqrt" + at);
                requireNear(1.0 / v, o[k + 1], 0.5, "reciprocal" + at);
                requireNear(Math.exp(v * 0.01f), o[k + 2], 2, "exp" + at);
                requireNear(Math.sin(v), o[k + 3], 2, "sin" + at);
                requireNear(Math.cos(v), o[k + 4], 2, "cos" + at);
                requireNear(Math.log(Math.abs(v)), o[k + 5], 1, "log" + at);
                requireNear(Math.pow(Math.abs(v), 0.3f), o[k + 6], 4, "pow" + at);
                requireNear(Math.tanh(v * 0.1f), o[k + 7], 2, "tanh" + at);
                requireNear(Math.cbrt(v), o[k + 8], 1, "cbrt" + at);
                assertTrue(o[k + 9] == v % 3.7f, "fmod" + at + ": " + o[k + 9]);
                final float truncated = (float) (v < 0 ? Math.ceil(v) : Math.floor(v));
                final float away = (float) Math.copySign(Math.floor(Math.abs((double) v) + 0.5), v);
                assertTrue(o[k + 10] == (float) Math.rint(v) + (float) Math.floor(v) + truncated + away, "whole" + at + ": " + o[k + 10]);
                assertTrue(o[k + 11] == Math.min(Math.max(v, -2), 100) + Math.copySign(1.0f, v), "limits" + at + ": " + o[k + 11]);
            }
        });
    }

    @Test
    void fastSingles() {
        final float[] x = new float[100];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextDouble() * 2 * Math.PI - Math.PI);
        }
        ForeignProgram.run("floats", "fast", LaunchGeometry.of(2, 64), List.of(in(x), out(28L * x.length), Scalar.of(x.length)), launch -> {
            final float[] o = ForeignProgram.floats(launch, 1);
            for (int i = 0; i < x.length; i++) {
                final float v = x[i];
                final String at = " of " + v;
                final int k = 7 * i;
                requireNear(Math.exp(v), o[k], 2 + Math.floor(Math.abs(1.173 * v)), "fast exp" + at);
                assertTrue(Math.abs(o[k + 1] - Math.sin(v)) <= Math.pow(2, -21.41), "fast sin" + at);
                assertTrue(Math.abs(o[k + 2] - Math.cos(v)) <= Math.pow(2, -21.19), "fast cos" + at);
                final double log = Math.log(Math.abs(v) + 1.0f);
                assertTrue(Math.abs(o[k + 3] - log) <= Math.max(Math.pow(2, -21.41), 3 * Math.ulp((float) log)), "fast log" + at);
                requireNear(v / 3.0, o[k + 4], 2, "fast division" + at);
                requireNear(1 / Math.sqrt(Math.abs(v) + 0.5f), o[k + 5], 2, "rsqrt" + at);
                final BigDecimal exact = new BigDecimal(v);
                final BigDecimal tenth = new BigDecimal("0.100000001490116119384765625");
                final BigDecimal sum = exact.add(tenth);
                final float directed = Math.clamp(v, 0.0f, 1.0f) + directed(sum, sum.signum() < 0) + directed(exact.multiply(tenth), true)
                        + directed(exact.multiply(exact).add(tenth), false);
                assertTrue(o[k + 6] == directed, "directed rounding" + at + ": expected " + directed + ", found " + o[k + 6]);
            }
        });
    }

    private static float directed(BigDecimal exact, boolean up) {
        final float near = exact.floatValue();
        final int side = new BigDecimal(near).compareTo(exact);
        return up && side < 0 ? Math.nextUp(near) : !up && side > 0 ? Math.nextDown(near) : near;
    }

    @Test
    void doubles() {
        final int n = 100;
        final double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble() * 200 - 100;
        }
        ForeignProgram.run("doubles", LaunchGeometry.of(2, 64), List.of(in(x), out(64L * n), Scalar.of(n)), launch -> {
            final double[] o = ForeignProgram.doubles(launch, 1);
            for (int i = 0; i < n; i++) {
                final double v = x[i];
                final int k = 8 * i;
                // one unit for CUDA's function, one for Java's
                requireNear(Math.exp(v * 0.1), o[k], 2, "exp of " + v);
                requireNear(Math.log(Math.abs(v)), o[k + 1], 2, "log of " + v);
                requireNear((v + 1.0) / (v * v + 0.25), o[k + 2], 0, "quotient of " + v);
                requireNear(Math.fma(v, v, -1.0), o[k + 3], 0, "fma of " + v);
                requireNear(Math.sqrt(Math.abs(v)), o[k + 4], 0, "sqrt of " + v);
                requireNear((float) v + (double) (long) v + (long) Math.abs(v), o[k + 5], 0, "conversions of " + v);
                requireNear(1 / Math.sqrt(Math.abs(v) + 1.0), o[k + 6], 2, "rsqrt of " + v);
                requireNear(Math.floor(v) + Math.ceil(v * 0.5) + thirdUp(v), o[k + 7], 0, "whole of " + v);
            }
        });
    }

    private static void requireNear(double exact, double found, double ulps, String what) {
        assertTrue(Math.abs(found - exact) <= ulps * Math.ulp(exact), what + ": expected " + exact + ", found " + found);
    }

    private static double thirdUp(double v) {
        final double near = v / 3.0;
        return new BigDecimal(near).multiply(BigDecimal.valueOf(3)).compareTo(new BigDecimal(v)) < 0 ? Math.nextUp(near) : near;
    }

    @Test
    void halves() {
        final int n = 100;
        final short[] a = halves(2 * n);
        final short[] b = halves(2 * n);
        final short[] expected = new short[10 * n];
        final float[] wide = new float[3 * n];
        final short[] narrow = new short[3 * n];
        for (int i = 0; i < n; i++) {
            final double[] x = {Float.float16ToFloat(a[2 * i]), Float.float16ToFloat(a[2 * i + 1])};
            final double[] y = {Float.float16ToFloat(b[2 * i]), Float.float16ToFloat(b[2 * i + 1])};
            for (int h = 0; h < 2; h++) {
                expected[10 * i + h] = half(x[h] + y[h]);
                expected[10 * i + 2 + h] = half(x[h] * y[h]);
                expected[10 * i + 4 + h] = half(x[h] * y[h] + x[h]);
                expected[10 * i + 6 + h] = half(Math.max(-x[h], y[h]));
            }
            expected[10 * i + 8] = half(x[0] - y[1]);
            expected[10 * i + 9] = half(0.1f);
            wide[3 * i] = (float) x[0] * (float) x[1];
            wide[3 * i + 1] = x[0] < y[0] ? 1 : 0;
            wide[3 * i + 2] = (int) Math.rint(x[1]);
            final double p = value(bfloat(x[0]));
            final double q = value(bfloat(x[1]));
            narrow[3 * i] = bfloat(p * q + p);
            narrow[3 * i + 1] = bfloat(p * 3);
            narrow[3 * i + 2] = bfloat(Math.max(p, q));
        }
        ForeignProgram.run("halves", LaunchGeometry.of(2, 64),
                List.of(in(a), in(b), out(20L * n), out(12L * n), out(6L * n), Scalar.of(n)), launch -> {
                    assertArrayEquals(expected, launch.buffer(2).toArray(java.lang.foreign.ValueLayout.JAVA_SHORT));
                    assertArrayEquals(wide, ForeignProgram.floats(launch, 3));
                    assertArrayEquals(narrow, launch.buffer(4).toArray(java.lang.foreign.ValueLayout.JAVA_SHORT));
                });
    }

    /** Of a size that sums of products are exact in double. */
    private short[] halves(int n) {
        final short[] values = new short[n];
        for (int i = 0; i < n; i++) {
            values[i] = Float.floatToFloat16((random.nextFloat() * 2 - 1) * (1 << random.nextInt(8)));
        }
        return values;
    }

    /** The nearest half, the even one of two; of the three around the twice rounded one. */
    private static short half(double exact) {
        final short about = Float.floatToFloat16((float) exact);
        short best = about;
        for (final int other : new int[]{about - 1, about + 1}) {
            final double error = Math.abs(Float.float16ToFloat((short) other) - exact);
            final double least = Math.abs(Float.float16ToFloat(best) - exact);
            if (error < least || error == least && (other & 1) == 0) {
                best = (short) other;
            }
        }
        return best;
    }

    private static double value(short bfloat) {
        return Float.intBitsToFloat(bfloat << 16);
    }

    private static short bfloat(double exact) {
        final short toZero = (short) (Float.floatToRawIntBits((float) exact) >> 16);
        final short away = (short) (toZero + 1);
        final double low = Math.abs(value(toZero) - exact);
        final double high = Math.abs(value(away) - exact);
        return high < low || high == low && (away & 1) == 0 ? away : toZero;
    }

    @Test
    void mandelbrot() {
        final int width = 45;
        final int height = 30;
        final int[] expected = new int[width * height];
        for (int i = 0; i < expected.length; i++) {
            final float cx = -2.0f + i % width * 0.06f;
            final float cy = -0.9f + i / width * 0.06f;
            float x = 0;
            float y = 0;
            while (expected[i] < 60 && x * x + y * y < 4.0f) {
                final float next = x * x - y * y + cx;
                y = 2.0f * x * y + cy;
                x = next;
                expected[i]++;
            }
        }
        ForeignProgram.run("mandelbrot", new LaunchGeometry(3, 4, 1, 16, 8, 1, 0), List.of(out(4L * expected.length), Scalar.of(width),
                Scalar.of(height), Scalar.of(-2.0f), Scalar.of(-0.9f), Scalar.of(0.06f), Scalar.of(60)),
                launch -> assertArrayEquals(expected, ForeignProgram.ints(launch, 0)));
    }

    @Test
    void bodies() {
        final int n = 50;
        final float[] b = reals(4 * n);
        final float[] expected = new float[4 * n];
        for (int i = 0; i < 4 * n; i += 4) {
            for (int j = 0; j < 4 * n; j += 4) {
                final float dx = b[j] - b[i];
                final float dy = b[j + 1] - b[i + 1];
                final float dz = b[j + 2] - b[i + 2];
                final float r2 = Math.fma(dx, dx, Math.fma(dy, dy, Math.fma(dz, dz, 0.01f)));
                final float s = b[j + 3] / (r2 * (float) Math.sqrt(r2));
                expected[i] = Math.fma(s, dx, expected[i]);
                expected[i + 1] = Math.fma(s, dy, expected[i + 1]);
                expected[i + 2] = Math.fma(s, dz, expected[i + 2]);
            }
            expected[i + 3] = b[i + 3];
        }
        ForeignProgram.run("nbody", LaunchGeometry.of(2, 32), List.of(in(b), out(16L * n), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 1)));
    }

    @Test
    void inverse() {
        final int n = 40;
        final double[] matrices = random.doubles(16L * n, -1, 1).toArray();
        final double[] expected = new double[16 * n];
        for (int t = 0; t < n; t++) {
            final double[][] a = new double[4][8];
            for (int r = 0; r < 4; r++) {
                System.arraycopy(matrices, 16 * t + 4 * r, a[r], 0, 4);
                a[r][4 + r] = 1;
            }
            for (int p = 0; p < 4; p++) {
                eliminate(a, p);
            }
            for (int r = 0; r < 4; r++) {
                System.arraycopy(a[r], 4, expected, 16 * t + 4 * r, 4);
            }
        }
        ForeignProgram.run("inverse", LaunchGeometry.of(1, 64), List.of(in(matrices), out(128L * n), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ForeignProgram.doubles(launch, 1)));
    }

    private static void eliminate(double[][] a, int p) {
        int best = p;
        for (int r = p + 1; r < 4; r++) {
            best = Math.abs(a[r][p]) > Math.abs(a[best][p]) ? r : best;
        }
        final double[] pivot = a[best];
        a[best] = a[p];
        a[p] = pivot;
        final double d = pivot[p];
        for (int c = 0; c < 8; c++) {
            pivot[c] /= d;
        }
        for (int r = 0; r < 4; r++) {
            final double f = a[r][p];
            for (int c = 0; c < 8 && r != p; c++) {
                a[r][c] -= f * pivot[c];
            }
        }
    }

    @Test
    void spheres() {
        final int width = 30;
        final int height = 9;
        final float[][] spheres = {{0, 0, 5, 1.5f, 11}, {1, 1, 4, 0.5f, 22}, {-2, 0, 9, 3, 33}};
        final float[] distance = new float[width * height];
        final int[] colour = new int[distance.length];
        for (int i = 0; i < distance.length; i++) {
            float dx = (i % width - width / 2) * 0.1f;
            float dy = (i / width - 4) * 0.1f;
            final float length = (float) Math.sqrt(dx * dx + dy * dy + 1.0f);
            dx /= length;
            dy /= length;
            final float dz = 1.0f / length;
            distance[i] = Float.POSITIVE_INFINITY;
            colour[i] = -1;
            for (final float[] s : spheres) {
                final float b = dx * s[0] + dy * s[1] + dz * s[2];
                final float c = s[0] * s[0] + s[1] * s[1] + s[2] * s[2] - s[3] * s[3];
                final float disc = b * b - c;
                final float at = disc < 0 ? -1 : b - (float) Math.sqrt(disc);
                if (at > 0 && at < distance[i]) {
                    distance[i] = at;
                    colour[i] = (int) s[4];
                }
            }
        }
        ForeignProgram.run("spheres", LaunchGeometry.of(height, width),
                List.of(out(4L * distance.length), out(4L * distance.length), Scalar.of(width)), launch -> {
                    assertArrayEquals(distance, ForeignProgram.floats(launch, 0));
                    assertArrayEquals(colour, ForeignProgram.ints(launch, 1));
                });
    }
}
