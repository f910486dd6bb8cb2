package io.samcp.kernels.upsample;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code a + nearest(b)}, channels last; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record UpsampleAddKernel(Version version) implements Kernel<UpsampleAddKernel.Shape> {

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
     * @param height rows of a and y
     * @param width columns of a and y
     * @param smallHeight rows of b
     * @param smallWidth columns of b
     * @param channels channels
     */
    public record Shape(int height, int width, int smallHeight, int smallWidth, int channels) {
        public Shape {
            if (height < 1 || height > MAX_ROWS || width < 1 || smallHeight < 1 || smallWidth < 1 || channels < 1
                    || tooMany(height, width, channels) || tooMany(smallHeight, smallWidth, channels)) {
                throw new IllegalArgumentException("no upsampling of " + smallHeight + "x" + smallWidth + " to " + height + "x" + width
                        + " with " + channels + " channels: sizes are at least 1, rows at most " + MAX_ROWS + ", elements at most "
                        + MAX_ELEMENTS);
            }
        }

        private static boolean tooMany(long rows, long columns, long channels) {
            return rows > MAX_ELEMENTS || columns > MAX_ELEMENTS / rows || channels > MAX_ELEMENTS / (rows * columns);
        }
    }

    @Override
    public String name() {
        return "upsampleadd_f32_v1_thread_per_element";
    }

    @Override
    public String family() {
        return "upsample";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"),
                KernelParameter.in("b"),
                KernelParameter.out("y"),
                KernelParameter.s32("height"),
                KernelParameter.s32("width"),
                KernelParameter.s32("small_height"),
                KernelParameter.s32("small_width"),
                KernelParameter.s32("channels"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.height()), ScalarValue.of(s.width()), ScalarValue.of(s.smallHeight()),
                ScalarValue.of(s.smallWidth()), ScalarValue.of(s.channels()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.height() * s.width() * s.channels(),
                (long) Float.BYTES * s.smallHeight() * s.smallWidth() * s.channels(),
                (long) Float.BYTES * s.height() * s.width() * s.channels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.width() * s.channels(), THREADS), s.height(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), (long) s.height() * s.width() * s.channels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
