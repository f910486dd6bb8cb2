package io.samcp.kernels.copy;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Words copied or cleared; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record CopyKernel(Version version) implements Kernel<CopyKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_GRID_STRIDE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_GRID_STRIDE;

    private static final int THREADS = 256;
    private static final int MAX_BLOCKS = 1024;

    /** A thread's 32-bit index goes one step of the grid beyond the last element. */
    private static final int MAX_WORDS = Integer.MAX_VALUE - MAX_BLOCKS * THREADS;

    /**
     * What is done.
     *
     * @param words of 32 bits
     * @param copies whether x is copied; else y is cleared
     */
    public record Shape(int words, boolean copies) {
        public Shape {
            if (words < 1 || words > MAX_WORDS) {
                throw new IllegalArgumentException("copy needs words in 1.." + MAX_WORDS + ": words=" + words);
            }
        }
    }

    @Override
    public String name() {
        return "copy_b32_v1_grid_stride";
    }

    @Override
    public String family() {
        return "copy";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.out("y"), KernelParameter.s32("n"), KernelParameter.s32("mode"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.words()), ScalarValue.of(s.copies() ? 1 : 0));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long bytes = (long) Integer.BYTES * s.words();
        return List.of(s.copies() ? bytes : 0L, bytes);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.min(Math.ceilDiv(s.words(), THREADS), MAX_BLOCKS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 0);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(24, 0);
    }
}
