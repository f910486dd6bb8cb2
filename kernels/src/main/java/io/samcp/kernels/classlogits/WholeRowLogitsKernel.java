package io.samcp.kernels.classlogits;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Class logits from query features of any length, which it norms, and projected text rows; formula and layout stand at the head of the PTX file.
 * The ladder goes on from that of {@link ClassLogitsKernel}.
 *
 * @param version the rung
 */
public record WholeRowLogitsKernel(Version version) implements Kernel<ClassLogitsKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V2_WHOLE_ROWS
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_WHOLE_ROWS;

    private static final int THREADS = 256;
    private static final int ROWS = 8;
    private static final int CLASSES = 16;
    private static final int SHARED_BYTES = 8192;

    @Override
    public String name() {
        return "classlogits_f32_v2_whole_rows";
    }

    @Override
    public String family() {
        return "classlogits";
    }

    @Override
    public List<KernelParameter> parameters() {
        return ClassLogitsKernel.PARAMETERS;
    }

    @Override
    public List<ScalarValue> scalars(ClassLogitsKernel.Shape s) {
        return s.scalars();
    }

    @Override
    public List<Long> bufferBytes(ClassLogitsKernel.Shape s) {
        return s.bufferBytes();
    }

    @Override
    public LaunchGeometry geometry(ClassLogitsKernel.Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.classes(), CLASSES), Math.ceilDiv(s.queries(), ROWS), THREADS);
    }

    @Override
    public Cost cost(ClassLogitsKernel.Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), (2L * s.classes() + 3) * s.queries() * s.depth());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(64, SHARED_BYTES);
    }
}
