package io.samcp.simulator.library;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Library operations against plain loops in double. */
final class LibraryOperationsTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "31, 33, 97", "97, 1, 257", "1, 257, 31", "203, 256, 256"})
    void productsAgreeWithPlainLoops(int m, int n, int k) {
        for (int options = 0; options < 8; options++) {
            final boolean withBias = (options & 1) != 0;
            final boolean withResidual = (options & 2) != 0;
            final boolean relu = (options & 4) != 0;
            final float[] a = floats(m * k);
            final float[] b = floats(n * k);
            final float[] bias = floats(n);
            final float[] residual = floats(m * n);
            final double[] expected = new double[m * n];
            final double[] scale = new double[m * n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = (withBias ? bias[j] : 0) + (withResidual ? residual[i * n + j] : 0);
                    double size = Math.abs(sum);
                    for (int p = 0; p < k; p++) {
                        sum += (double) a[i * k + p] * b[j * k + p];
                        size += Math.abs((double) a[i * k + p] * b[j * k + p]);
                    }
                    expected[i * n + j] = relu ? Math.max(0, sum) : sum;
                    scale[i * n + j] = size;
                }
            }
            final float[] actual = run(m * n, (buffers, y) -> new LibraryWork.Gemm("test", m, n, k, buffers.get(0), buffers.get(1),
                    withBias ? buffers.get(2) : null, withResidual ? buffers.get(3) : null, relu, y, Precision.FP32), a, b, bias, residual);
            check(expected, scale, actual, m + "x" + n + "x" + k + ", options " + options);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1, 1, 0", "17, 19, 3, 5, 7, 2, 3", "9, 33, 31, 4, 3, 1, 1", "10, 7, 8, 33, 3, 2, 1", "13, 11, 6, 7, 1, 1, 0",
        "13, 12, 6, 7, 1, 2, 0", "64, 150, 64, 8, 3, 1, 1"})
    void convolutionsAgreeWithPlainLoops(int height, int width, int in, int out, int kernel, int stride, int pad) {
        final ConvolutionGeometry g = new ConvolutionGeometry(height, width, in, out, kernel, stride, pad);
        for (final boolean relu : new boolean[]{false, true}) {
            final float[] x = floats(height * width * in);
            final float[] w = floats(out * kernel * kernel * in);
            final float[] bias = floats(out);
            final int n = g.outHeight() * g.outWidth() * out;
            final float[] residual = floats(n);
            final double[] expected = new double[n];
            final double[] scale = new double[n];
            for (int i = 0; i < n; i++) {
                final int o = i % out;
                final int left = i / out % g.outWidth() * stride - pad;
                final int top = i / out / g.outWidth() * stride - pad;
                double sum = (double) bias[o] + residual[i];
                double size = Math.abs(sum);
                for (int ky = Math.max(0, -top); ky < Math.min(kernel, height - top); ky++) {
                    for (int kx = Math.max(0, -left); kx < Math.min(kernel, width - left); kx++) {
                        for (int c = 0; c < in; c++) {
                            final double term = (double) x[((top + ky) * width + left + kx) * in + c]
                                    * w[((o * kernel + ky) * kernel + kx) * in + c];
                            sum += term;
                            size += Math.abs(term);
                        }
                    }
                }
                expected[i] = relu ? Math.max(0, sum) : sum;
                scale[i] = size;
            }
            final float[] actual = run(n,
                    (b, y) -> new LibraryWork.Convolution("test", g, b.get(0), b.get(1), b.get(2), b.get(3), relu, y, Precision.FP32),
                    x,
                    w, bias, residual);
            check(expected, scale, actual, g + ", relu " + relu);
        }
    }

    @Test
    void prefersWhatIsWorthACall() {
        try (Device device = Devices.engine(EngineOptions.deterministic());
                DeviceBuffer any = device.allocate((long) Float.BYTES * 256 * 256, "any")) {
            assertFalse(prefersLibrary(device, 4, any));
            assertTrue(prefersLibrary(device, 256, any));
            assertTrue(device.description().libraries().contains("BLAS"), device.description().libraries());
        }
    }

    private static boolean prefersLibrary(Device device, int size, DeviceBuffer any) {
        return device.prefersLibrary(new LibraryWork.Gemm("product", size, size, size, any, any, null, null, false, any, Precision.FP32),
                new KernelWork<>("product", new GemmKernel(GemmKernel.BEST), new GemmKernel.Shape(size, size, size, false, false, false),
                        List.of(any, any, any, any, any)));
    }

    /** Makes the work for given operands and result. */
    @FunctionalInterface
    private interface Maker {
        LibraryWork make(List<DeviceBuffer> operands, DeviceBuffer y);
    }

    private static float[] run(int results, Maker maker, float[]... operands) {
        try (Device device = Devices.engine(EngineOptions.deterministic()); DeviceStream stream = device.openStream()) {
            final List<DeviceBuffer> buffers = List.of(operands).stream().map(o -> {
                final DeviceBuffer buffer = device.allocate((long) Float.BYTES * o.length, "operand");
                stream.uploadAsync(MemorySegment.ofArray(o), buffer);
                return buffer;
            }).toList();
            final DeviceBuffer y = device.allocate((long) Float.BYTES * results, "y");
            final float[] poison = new float[results];
            Arrays.fill(poison, Float.NaN);
            stream.uploadAsync(MemorySegment.ofArray(poison), y);
            try (Executable executable = device.prepare("test", List.of(maker.make(buffers, y)))) {
                stream.launchAsync(executable);
                stream.synchronizeBlocking();
            }
            final float[] out = new float[results];
            stream.downloadAsync(y, MemorySegment.ofArray(out));
            stream.synchronizeBlocking();
            return out;
        }
    }

    /** A sum of float products is at most this far from exact: a few units in the last place of the sum of their magnitudes. */
    private static void check(double[] expected, double[] scale, float[] actual, String what) {
        for (int i = 0; i < expected.length; i++) {
            final double bound = 16 * Math.ulp((float) scale[i]);
            if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
                fail(what + " [" + i + "]: expected " + expected[i] + ", actual " + actual[i] + ", bound " + bound);
            }
        }
    }

    private float[] floats(int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
