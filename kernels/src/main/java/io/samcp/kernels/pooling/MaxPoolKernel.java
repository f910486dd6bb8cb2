package io.samcp.kernels.pooling;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Maximum over a window, channels last; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record MaxPoolKernel(Version version) implements Kernel<MaxPoolKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_ELEMENT
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_ELEMENT;

    private static final int THREADS = 256;
    private static final int MAX_ROWS = 65535;

    /** 32-bit indices go up to one block beyond the last element. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - THREADS;

    /**
     * Sizes and options.
     *
     * @param height input rows
     * @param width input columns
     * @param channels channels
     * @param kernel side of the window
     * @param stride step of the window
     * @param pad padding on each side, less than the window
     */
    public record Shape(int height, int width, int channels, int kernel, int stride, int pad) {
        public Shape {
            if (height < 1 || width < 1 || channels < 1 || kernel < 1 || stride < 1 || pad < 0 || pad >= kernel
                    || steps(height, kernel, stride, pad) < 1 || steps(height, kernel, stride, pad) > MAX_ROWS
                    || steps(width, kernel, stride, pad) < 1 || tooMany(height, width, channels)
                    || tooMany(steps(height, kernel, stride, pad), steps(width, kernel, stride, pad), channels)) {
                throw new IllegalArgumentException("no pooling of " + height + "x" + width + "x" + channels + " with kernel " + kernel
                        + ", stride " + stride + ", pad " + pad
                        + ": the window must fit and be wider than the padding, the result have at most "
                        + MAX_ROWS + " rows, either side at most " + MAX_ELEMENTS + " elements");
            }
        }

        /** Places of the window along one axis; less than 1 if it does not fit. */
        private static long steps(int size, int kernel, int stride, int pad) {
            return Math.floorDiv(size + 2L * pad - kernel, stride) + 1;
        }

        private static boolean tooMany(long rows, long columns, long channels) {
            return rows > MAX_ELEMENTS || columns > MAX_ELEMENTS / rows || channels > MAX_ELEMENTS / (rows * columns);
        }
    }

    @Override
    public String name() {
        return "maxpool_f32_v1_thread_per_element";
    }

    @Override
    public String family() {
        return "pooling";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.out("y"),
                KernelParameter.s32("height"),
                KernelParameter.s32("width"),
                KernelParameter.s32("channels"),
                KernelParameter.s32("out_width"),
                KernelParameter.s32("kernel"),
                KernelParameter.s32("stride"),
                KernelParameter.s32("pad"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.height()), ScalarValue.of(s.width()), ScalarValue.of(s.channels()), ScalarValue.of(outWidth(s)),
                ScalarValue.of(s.kernel()), ScalarValue.of(s.stride()), ScalarValue.of(s.pad()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.height() * s.width() * s.channels(),
                (long) Float.BYTES * outHeight(s) * outWidth(s) * s.channels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(outWidth(s) * s.channels(), THREADS), outHeight(s), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(),
                (long) outHeight(s) * outWidth(s) * s.channels() * s.kernel() * s.kernel());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }

    /** Output rows. */
    public static int outHeight(Shape s) {
        return (int) Shape.steps(s.height(), s.kernel(), s.stride(), s.pad());
    }

    /** Output columns. */
    public static int outWidth(Shape s) {
        return (int) Shape.steps(s.width(), s.kernel(), s.stride(), s.pad());
    }
}
