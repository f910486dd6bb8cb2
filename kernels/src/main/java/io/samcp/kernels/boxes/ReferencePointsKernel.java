package io.samcp.kernels.boxes;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Initial reference boxes of the decoder; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record ReferencePointsKernel(Version version) implements Kernel<ReferencePointsKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_VALUE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_VALUE;

    private static final int THREADS = 128;

    /**
     * Sizes and options.
     *
     * @param semantic S
     * @param patches N
     */
    public record Shape(int semantic, int patches) {
        public Shape {
            if (semantic < 1 || patches < 1) {
                throw new IllegalArgumentException(
                        "referencepoints needs semantic and patch rows: semantic=" + semantic + ", patches=" + patches);
            }
        }
    }

    @Override
    public String name() {
        return "referencepoints_f32_v1_thread_per_value";
    }

    @Override
    public String family() {
        return "boxes";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("semantic"),
                KernelParameter.in("boxes"),
                KernelParameter.out("out"),
                KernelParameter.s32("semantic_rows"),
                KernelParameter.s32("patches"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.semantic()), ScalarValue.of(s.patches()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(4L * Float.BYTES * s.semantic(),
                4L * Float.BYTES * s.patches(),
                4L * Float.BYTES * (s.semantic() + s.patches()));
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(4 * (s.semantic() + s.patches()), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 200L * (s.semantic() + s.patches()));
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
