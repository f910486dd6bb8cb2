package io.samcp.simulator.library;

import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.LibraryWork;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Products and convolutions in plain loops, one fp32 sum per result, from the first term to the last: the yardstick that precisions below
 * FP32 are held against.
 */
public final class ScalarOperations implements LibraryOperations {

    @Override
    public boolean prefers(LibraryWork work) {
        return true;
    }

    @Override
    public String describe() {
        return "products and convolutions in plain loops";
    }

    @Override
    public void run(LibraryWork work) {
        switch (work) {
            case LibraryWork.Gemm w -> {
                final float[] a = floats(w.a(), (long) w.m() * w.k());
                final float[] b = floats(w.b(), (long) w.n() * w.k());
                finish(w.bias(), w.residual(), w.relu(), w.n(), product(w.m(), w.n(), w.k(), a, b), w.y());
            }
            case LibraryWork.Convolution w -> finish(w.bias(), w.residual(), w.relu(), w.geometry().outChannels(), convolution(w), w.y());
        }
    }

    private static float[] product(int m, int n, int k, float[] a, float[] b) {
        final float[] y = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[i * k + p], b[j * k + p], sum);
                }
                y[i * n + j] = sum;
            }
        }
        return y;
    }

    private static float[] convolution(LibraryWork.Convolution w) {
        final ConvolutionGeometry g = w.geometry();
        final float[] x = floats(w.x(), (long) g.height() * g.width() * g.inChannels());
        final float[] weight = floats(w.weight(), (long) g.outChannels() * g.kernel() * g.kernel() * g.inChannels());
        final float[] y = new float[g.outHeight() * g.outWidth() * g.outChannels()];
        for (int i = 0; i < y.length; i++) {
            final int pixel = i / g.outChannels();
            final int top = pixel / g.outWidth() * g.stride() - g.pad();
            final int left = pixel % g.outWidth() * g.stride() - g.pad();
            y[i] = window(g, x, weight, i % g.outChannels(), top, left);
        }
        return y;
    }

    private static float window(ConvolutionGeometry g, float[] x, float[] weight, int channel, int top, int left) {
        final int depth = g.inChannels();
        float sum = 0;
        for (int dy = Math.max(0, -top); dy < Math.min(g.kernel(), g.height() - top); dy++) {
            for (int dx = Math.max(0, -left); dx < Math.min(g.kernel(), g.width() - left); dx++) {
                final int from = ((top + dy) * g.width() + left + dx) * depth;
                final int by = ((channel * g.kernel() + dy) * g.kernel() + dx) * depth;
                for (int c = 0; c < depth; c++) {
                    sum = Math.fma(x[from + c], weight[by + c], sum);
                }
            }
        }
        return sum;
    }

    private static void finish(DeviceBuffer bias, DeviceBuffer residual, boolean relu, int columns, float[] sums, DeviceBuffer y) {
        final MemorySegment to = NativeFloats.of(y, sums.length);
        final MemorySegment biases = bias == null ? null : NativeFloats.of(bias, columns);
        final MemorySegment residuals = residual == null ? null : NativeFloats.of(residual, sums.length);
        for (int i = 0; i < sums.length; i++) {
            float value = sums[i];
            value += biases == null ? 0 : NativeFloats.get(biases, i % columns);
            value += residuals == null ? 0 : NativeFloats.get(residuals, i);
            NativeFloats.set(to, i, relu && value < 0 ? 0 : value);
        }
    }

    private static float[] floats(DeviceBuffer buffer, long count) {
        return NativeFloats.of(buffer, count).toArray(ValueLayout.JAVA_FLOAT);
    }
}
