package io.samcp.kernels.convolution;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code y = act(conv(x, w) + bias + residual)}, channels last; formula and layout stand at the head of the PTX files.
 *
 * @param version the rung
 */
public record ConvolutionKernel(Version version) implements Kernel<ConvolutionKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_TILED
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_TILED;

    private static final int TILE = 64;
    private static final int THREADS = 64;

    /** 32-bit indices go up to one tile beyond the last pixel or channel. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - TILE;

    private static final int BIAS = 1;
    private static final int RESIDUAL = 2;
    private static final int RELU = 4;

    /**
     * Sizes and epilogue.
     *
     * @param height input rows
     * @param width input columns
     * @param inChannels input channels
     * @param outChannels output channels
     * @param kernel side of the window
     * @param stride step of the window
     * @param pad zeros on each side
     * @param bias whether a bias is added
     * @param residual whether a residual is added
     * @param relu whether ReLU follows
     */
    public record Shape(int height, int width, int inChannels, int outChannels, int kernel, int stride, int pad, boolean bias,
            boolean residual, boolean relu) {
        public Shape {
            if (height < 1 || width < 1 || inChannels < 1 || outChannels < 1 || kernel < 1 || stride < 1 || pad < 0
                    || height + 2L * pad < kernel || width + 2L * pad < kernel) {
                throw new IllegalArgumentException("no convolution of " + height + "x" + width + "x" + inChannels + " to " + outChannels
                        + " channels with kernel " + kernel + ", stride " + stride + ", pad " + pad);
            }
            if (tooMany(height, width, inChannels) || tooMany((long) kernel * kernel, inChannels, outChannels)
                    || tooMany(steps(height, kernel, stride, pad), steps(width, kernel, stride, pad), outChannels)) {
                throw new IllegalArgumentException("convolution needs tensors of at most " + MAX_ELEMENTS + " elements: " + height + "x"
                        + width + "x" + inChannels + " to " + outChannels + " channels, kernel " + kernel + ", stride " + stride + ", pad "
                        + pad);
            }
        }

        private static long steps(int size, int kernel, int stride, int pad) {
            return (size + 2L * pad - kernel) / stride + 1;
        }

        private static boolean tooMany(long a, long b, long c) {
            return a > MAX_ELEMENTS || b > MAX_ELEMENTS / a || c > MAX_ELEMENTS / (a * b);
        }

        public int outHeight() {
            return (height + 2 * pad - kernel) / stride + 1;
        }

        public int outWidth() {
            return (width + 2 * pad - kernel) / stride + 1;
        }

        public int outPixels() {
            return outHeight() * outWidth();
        }

        /** How often windows along an axis meet a pixel of it; the zeros around them do not count. */
        private long meetings(int size) {
            long all = 0;
            for (long from = -pad; from + kernel <= size + (long) pad; from += stride) {
                all += Math.max(0, Math.min(size, from + kernel) - Math.max(0, from));
            }
            return all;
        }

        /** How many pixels of an axis a window meets. */
        private long met(int size) {
            long all = 0;
            long next = 0;
            for (long from = -pad; from + kernel <= size + (long) pad; from += stride) {
                final long end = Math.min(size, from + kernel);
                all += Math.max(0, end - Math.max(next, from));
                next = Math.max(next, end);
            }
            return all;
        }
    }

    @Override
    public String name() {
        return "convolution_f32_v1_tiled";
    }

    @Override
    public String family() {
        return "convolution";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.in("w"), KernelParameter.in("bias"), KernelParameter.in("residual"),
                KernelParameter.out("y"), KernelParameter.s32("height"), KernelParameter.s32("width"), KernelParameter.s32("in_channels"),
                KernelParameter.s32("out_channels"), KernelParameter.s32("out_width"), KernelParameter.s32("pixels"),
                KernelParameter.s32("kernel"), KernelParameter.s32("stride"), KernelParameter.s32("pad"), KernelParameter.s32("flags"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final int flags = (s.bias() ? BIAS : 0) | (s.residual() ? RESIDUAL : 0) | (s.relu() ? RELU : 0);
        return List.of(ScalarValue.of(s.height()), ScalarValue.of(s.width()), ScalarValue.of(s.inChannels()),
                ScalarValue.of(s.outChannels()),
                ScalarValue.of(s.outWidth()), ScalarValue.of(s.outPixels()), ScalarValue.of(s.kernel()), ScalarValue.of(s.stride()),
                ScalarValue.of(s.pad()), ScalarValue.of(flags));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long y = (long) Float.BYTES * s.outPixels() * s.outChannels();
        return List.of((long) Float.BYTES * s.height() * s.width() * s.inChannels(),
                (long) Float.BYTES * s.outChannels() * s.kernel() * s.kernel() * s.inChannels(),
                s.bias() ? (long) Float.BYTES * s.outChannels() : 0L, s.residual() ? y : 0L, y);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.outPixels(), TILE), Math.ceilDiv(s.outChannels(), TILE), THREADS);
    }

    /** Of pixels that a window meets; strides step over some, and zeros around the picture are neither read nor multiplied. */
    @Override
    public Cost cost(Shape s) {
        final long others = bufferBytes(s).stream().skip(1).mapToLong(Long::longValue).sum();
        return new Cost(Float.BYTES * s.met(s.height()) * s.met(s.width()) * s.inChannels() + others,
                2L * s.meetings(s.height()) * s.meetings(s.width()) * s.outChannels() * s.inChannels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(168, 2 * 16 * 68 * Float.BYTES);
    }
}
