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
 * The queries that compete for pixels; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record PanopticSelectKernel(Version version) implements Kernel<PanopticSelectKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_RANK_BY_COUNTING
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_RANK_BY_COUNTING;

    private static final int THREADS = 256;
    private static final int MAX_QUERIES = 2048;

    /**
     * Sizes and options.
     *
     * @param queries Qb, rows of the logits
     * @param classes C, columns of the logits
     * @param semantic S, rows before the instance queries
     * @param things T, thing classes
     * @param max how many are looked at
     * @param objectThreshold scores must exceed it
     * @param affinityThreshold the largest affinity must exceed it
     */
    public record Shape(int queries, int classes, int semantic, int things, int max, float objectThreshold, float affinityThreshold) {
        public Shape {
            if (queries < 1 || queries > MAX_QUERIES || semantic < 0 || semantic > queries || things < 1 || things + semantic > classes
                    || max < 1) {
                throw new IllegalArgumentException(
                        "panopticselect needs 1.." + MAX_QUERIES + " queries, things + semantic <= classes, max >= 1: queries=" + queries
                                + ", classes=" + classes + ", semantic=" + semantic + ", things=" + things + ", max=" + max);
            }
        }
    }

    @Override
    public String name() {
        return "panopticselect_f32_v1_rank_by_counting";
    }

    @Override
    public String family() {
        return "selection";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("logits"),
                KernelParameter.in("rowmax"),
                KernelParameter.in("request"),
                KernelParameter.out("queries"),
                KernelParameter.out("labels"),
                KernelParameter.out("scores"),
                KernelParameter.out("count"),
                KernelParameter.s32("classes"),
                KernelParameter.s32("semantic"),
                KernelParameter.s32("things"),
                KernelParameter.s32("max"),
                KernelParameter.f32("object_threshold"),
                KernelParameter.f32("affinity_threshold"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.classes()), ScalarValue.of(s.semantic()), ScalarValue.of(s.things()), ScalarValue.of(s.max()),
                ScalarValue.of(s.objectThreshold()), ScalarValue.of(s.affinityThreshold()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.queries() * s.classes(),
                (long) Float.BYTES * s.queries(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Float.BYTES * s.max(),
                (long) Integer.BYTES);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(1, THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(),
                20L * s.queries() * s.things() + (long) s.queries() * s.queries());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 24_576);
    }
}
