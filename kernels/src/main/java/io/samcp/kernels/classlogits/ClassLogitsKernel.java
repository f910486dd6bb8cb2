package io.samcp.kernels.classlogits;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Class logits from unit query features and projected text rows; formula and layout stand at the head of the PTX file. The ladder goes on with
 * {@link WholeRowLogitsKernel}, which norms the features too.
 *
 * @param version the rung
 */
public record ClassLogitsKernel(Version version) implements Kernel<ClassLogitsKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_LOGIT
    }

    private static final int THREADS = 128;
    private static final int MAX_QUERIES = 65535;

    /** 32-bit indices go up to one block beyond the last logit. */
    private static final int MAX_LOGITS = Integer.MAX_VALUE - THREADS;

    /** A row is taken in pieces of 256 columns, and 32-bit indices go up to one of them beyond the last column. */
    private static final int MAX_DEPTH = Integer.MAX_VALUE - 256;

    /** Of all rungs. */
    static final List<KernelParameter> PARAMETERS = List.of(KernelParameter.in("f"),
            KernelParameter.in("w"),
            KernelParameter.in("bias"),
            KernelParameter.in("scale"),
            KernelParameter.out("y"),
            KernelParameter.s32("queries"),
            KernelParameter.s32("classes"),
            KernelParameter.s32("depth"));

    /**
     * Sizes and options.
     *
     * @param queries rows of f and y
     * @param classes rows of w, columns of y
     * @param depth columns of f and w
     */
    public record Shape(int queries, int classes, int depth) {
        public Shape {
            if (queries < 1 || queries > MAX_QUERIES || classes < 1 || depth < 1 || depth > MAX_DEPTH
                    || (long) queries * classes > MAX_LOGITS) {
                throw new IllegalArgumentException("classlogits needs 1.." + MAX_QUERIES + " queries, classes >= 1, depth 1.." + MAX_DEPTH
                        + " and at most " + MAX_LOGITS + " logits: queries=" + queries + ", classes=" + classes + ", depth=" + depth);
            }
        }

        /** Of all rungs. */
        List<ScalarValue> scalars() {
            return List.of(ScalarValue.of(queries), ScalarValue.of(classes), ScalarValue.of(depth));
        }

        /** Of all rungs. */
        List<Long> bufferBytes() {
            return List.of((long) Float.BYTES * queries * depth, (long) Float.BYTES * classes * depth, (long) Float.BYTES * classes,
                    (long) Float.BYTES, (long) Float.BYTES * queries * classes);
        }
    }

    @Override
    public String name() {
        return "classlogits_f32_v1_thread_per_logit";
    }

    @Override
    public String family() {
        return "classlogits";
    }

    @Override
    public List<KernelParameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return s.scalars();
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return s.bufferBytes();
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.classes(), THREADS), s.queries(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * s.queries() * s.classes() * s.depth());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
