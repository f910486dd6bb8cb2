package io.samcp.kernels.selection;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.List;

/**
 * The best (instance query, thing class) pairs; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record InstanceSelectKernel(Version version) implements Kernel<InstanceSelectKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_BLOCK_ARGMAX
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_BLOCK_ARGMAX;

    private static final int THREADS = 256;

    /**
     * Sizes and options.
     *
     * @param queries Q, rows of the logits
     * @param classes C, columns of the logits
     * @param semantic S, rows before the instance queries
     * @param things T, classes that are looked at
     * @param max how many at most
     */
    public record Shape(int queries, int classes, int semantic, int things, int max) {
        public Shape {
            if (queries < 1 || semantic < 0 || semantic >= queries || things < 1 || things > classes || max < 1) {
                throw new IllegalArgumentException(
                        "instanceselect needs 0 <= semantic < queries, 1 <= things <= classes, max >= 1: queries=" + queries + ", classes="
                                + classes + ", semantic=" + semantic + ", things=" + things + ", max=" + max);
            }
        }
    }

    @Override
    public String name() {
        return "instanceselect_f32_v1_block_argmax";
    }

    @Override
    public String family() {
        return "selection";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("logits"),
                KernelParameter.in("request"),
                KernelParameter.out("scores"),
                KernelParameter.out("labels"),
                KernelParameter.out("queries"),
                KernelParameter.out("count"),
                KernelParameter.s32("classes"),
                KernelParameter.s32("semantic"),
                KernelParameter.s32("things"),
                KernelParameter.s32("max"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.classes()), ScalarValue.of(s.semantic()), ScalarValue.of(s.things()), ScalarValue.of(s.max()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.queries() * s.classes(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Float.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(1, THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 20L * (s.queries() - s.semantic()) * s.things());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 64);
    }
}
