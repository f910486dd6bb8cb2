package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.convolution.ConvolutionKernel;
import io.samcp.kernels.convolution.ConvolutionKernel.Shape;
import io.samcp.kernels.convolution.ConvolutionReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolution against its references. */
final class ConvolutionKernelTest {

    private static final ConvolutionKernel KERNEL = new ConvolutionKernel(ConvolutionKernel.BEST);
    private static final float[] NONE = {};

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1, 1, 0", "31, 33, 1, 31, 3, 1, 1", "17, 9, 33, 97, 3, 2, 1", "13, 14, 3, 33, 7, 2, 3",
        "9, 11, 97, 31, 1, 1, 0",
        "9, 12, 31, 64, 1, 2, 0", "5, 6, 257, 65, 1, 1, 0", "3, 2, 4, 257, 3, 1, 1"})
    void equalsPlainLoopsForAwkwardSizes(int height, int width, int in, int out, int kernel, int stride, int pad) {
        for (int options = 0; options < 8; options++) {
            final Shape shape = new Shape(height, width, in, out, kernel, stride, pad, (options & 1) != 0, (options & 2) != 0,
                    (options & 4) != 0);
            for (final Filling filling : options == 7 ? Filling.values() : new Filling[]{Filling.RANDOM}) {
                final float[][] x = operands(shape, filling);
                final float[] plain = ConvolutionReference.plain(shape, x[0], x[1], x[2], x[3]);
                AccuracyCheck.within("plain float", plain, ConvolutionReference.exact(shape, x[0], x[1], x[2], x[3]),
                        1e-6 * kernel * kernel * in + 1e-5);
                AccuracyCheck.sameBits(shape + ", " + filling, launch(shape, x), plain);
            }
        }
    }

    /** Every pixel and channel of a thread's eight by eight is the last one once, and so is every quarter of a tile. */
    @Test
    void stopsAtTheLastPixelAndChannel() {
        for (int pixels = 1; pixels <= 8; pixels++) {
            for (int out = 1; out <= 8; out++) {
                checkBits(new Shape(1, pixels, 1, out, 1, 1, 0, true, true, false));
            }
        }
        for (int pixels = 16; pixels <= 64; pixels += 16) {
            for (int in = 1; in <= 5; in++) {
                checkBits(new Shape(1, pixels, in, 80 - pixels, 1, 1, 0, false, false, false));
            }
        }
    }

    /** Whatever the window steps over, or has zeros around it: each byte once is what is counted, and padded tiles only add operations. */
    @ParameterizedTest
    @CsvSource({"16, 16, 64, 64, 1, 1, 0", "16, 16, 64, 64, 1, 2, 0", "17, 15, 32, 64, 3, 1, 1", "17, 16, 32, 64, 3, 2, 1",
        "13, 14, 4, 64, 7, 2, 3"})
    void countsWhatTheFloorSays(int height, int width, int in, int out, int kernel, int stride, int pad) {
        final Shape shape = new Shape(height, width, in, out, kernel, stride, pad, true, false, true);
        final LaunchCounters counted = LaunchCounts.of(KERNEL, shape);
        assertEquals(KERNEL.cost(shape).bytes(), counted.distinctBytes());
        assertTrue(counted.flops() >= KERNEL.cost(shape).flops(), "flops: " + counted.flops() + " of " + KERNEL.cost(shape));
    }

    @Test
    void sumsStartAtZero() {
        AccuracyCheck.sameBits("zeros",
                launch(new Shape(1, 8, 1, 8, 1, 1, 0, false, false, false), new float[][]{new float[8], new float[8], NONE, NONE}),
                new float[64]);
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final Shape shape = new Shape(11, 13, 6, 33, 3, 2, 1, true, true, true);
        final float[][] x = operands(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(KERNEL, shape, x[0], x[1], x[2], x[3]);
    }

    @Test
    void reluKeepsNaN() {
        final float[] y = launch(new Shape(1, 3, 1, 1, 1, 1, 0, false, false, true),
                new float[][]{{Float.NaN, -1, 2}, {1}, NONE, NONE});
        assertArrayEquals(new float[]{Float.NaN, 0, 2}, y);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(2, 2, 1, 1, 3, 1, 0, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(8, 8, 1, 1, 3, 0, 1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(8, 8, 0, 1, 3, 1, 1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(8, 8, 1, 1, 3, 1, -1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(8, 8, 1, 1, 3, 1, Integer.MAX_VALUE, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 15, 1 << 15, 1, 2, 1, 1, 0, false, false, false));
    }

    private static float[][] operands(Shape s, Filling filling) {
        return new float[][]{filling.floats(s.height() * s.width() * s.inChannels(), 1),
            filling.floats(s.outChannels() * s.kernel() * s.kernel() * s.inChannels(), 2),
            s.bias() ? filling.floats(s.outChannels(), 3) : NONE,
            s.residual() ? filling.floats(s.outPixels() * s.outChannels(), 4) : NONE};
    }

    private static void checkBits(Shape shape) {
        final float[][] x = operands(shape, Filling.RANDOM);
        AccuracyCheck.sameBits(shape.toString(), launch(shape, x), ConvolutionReference.plain(shape, x[0], x[1], x[2], x[3]));
    }

    private static float[] launch(Shape shape, float[][] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x[0], x[1], x[2], x[3]).floats("y");
    }
}
