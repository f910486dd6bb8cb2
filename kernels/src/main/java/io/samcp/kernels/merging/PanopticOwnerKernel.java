package io.samcp.kernels.merging;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.List;

/**
 * How many pixels each competing query owns; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record PanopticOwnerKernel(Version version) implements Kernel<PanopticOwnerKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_WORD
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_WORD;

    private static final int THREADS = 256;

    /**
     * Sizes and options.
     *
     * @param maskWords words of one result that the masks buffer has room for
     * @param max results at most
     */
    public record Shape(int maskWords, int max) {
        public Shape {
            if (maskWords < 1 || max < 1) {
                throw new IllegalArgumentException("panopticowner needs masks and results: maskWords=" + maskWords + ", max=" + max);
            }
        }
    }

    @Override
    public String name() {
        return "panopticowner_u32_v1_thread_per_word";
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("masks"),
                KernelParameter.in("count"),
                KernelParameter.in("request"),
                KernelParameter.inOut("area"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of();
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max() * s.maskWords(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Integer.BYTES * s.max());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.maskWords(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.max() * s.maskWords());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
