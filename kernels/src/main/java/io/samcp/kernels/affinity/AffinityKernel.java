package io.samcp.kernels.affinity;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Affinity logits from projected queries and patches; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record AffinityKernel(Version version) implements Kernel<AffinityKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_PAIR
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_PAIR;

    private static final int THREADS = 128;
    private static final int MAX_QUERIES = 65535;
    private static final int MAX_HEADS = 16;

    /**
     * Sizes and options.
     *
     * @param queries Q
     * @param patches N
     * @param heads H, 1..16
     * @param headSize channels per head
     * @param previous whether the previous stage is added
     */
    public record Shape(int queries, int patches, int heads, int headSize, boolean previous) {
        public Shape {
            if (queries < 1 || queries > MAX_QUERIES || patches < 1 || heads < 1 || heads > MAX_HEADS || headSize < 1) {
                throw new IllegalArgumentException("affinity needs 1.." + MAX_QUERIES + " queries, patches >= 1, 1.." + MAX_HEADS
                        + " heads and channels >= 1: queries=" + queries + ", patches="
                        + patches + ", heads=" + heads + ", headSize=" + headSize);
            }
        }
    }

    @Override
    public String name() {
        return "affinity_f32_v1_thread_per_pair";
    }

    @Override
    public String family() {
        return "affinity";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("q"),
                KernelParameter.in("k"),
                KernelParameter.in("w0"),
                KernelParameter.in("b0"),
                KernelParameter.in("w1"),
                KernelParameter.in("b1"),
                KernelParameter.in("w2"),
                KernelParameter.in("b2"),
                KernelParameter.in("bias"),
                KernelParameter.in("scale"),
                KernelParameter.in("previous"),
                KernelParameter.out("out"),
                KernelParameter.s32("queries"),
                KernelParameter.s32("patches"),
                KernelParameter.s32("heads"),
                KernelParameter.s32("d"),
                KernelParameter.s32("has_previous"),
                KernelParameter.f32("root"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.queries()), ScalarValue.of(s.patches()), ScalarValue.of(s.heads()), ScalarValue.of(s.headSize()),
                ScalarValue.of(s.previous()), ScalarValue.of((float) Math.sqrt(s.headSize())));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.queries() * s.heads() * s.headSize(),
                (long) Float.BYTES * s.patches() * s.heads() * s.headSize(),
                (long) Float.BYTES * s.heads() * s.heads(),
                (long) Float.BYTES * s.heads(),
                (long) Float.BYTES * s.heads() * s.heads(),
                (long) Float.BYTES * s.heads(),
                (long) Float.BYTES * s.heads(),
                (long) Float.BYTES,
                (long) Float.BYTES * s.patches(),
                (long) Float.BYTES,
                s.previous() ? (long) Float.BYTES * s.queries() * s.patches() : 0L,
                (long) Float.BYTES * s.queries() * s.patches());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.patches(), THREADS), s.queries(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(),
                2L * s.queries() * s.patches() * s.heads() * (s.headSize() + 2L * s.heads() + 1));
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 2 * MAX_HEADS * THREADS * Float.BYTES);
    }
}
