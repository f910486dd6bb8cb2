package io.samcp.test.kernels;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A kernel with another text, or launched in another way.
 *
 * @param kernel the kernel as it is shipped
 * @param source the text to run
 * @param launch makes its own launch of the kernel's
 */
public record AdaptedKernel<S>(Kernel<S> kernel, PtxSource source, UnaryOperator<LaunchGeometry> launch) implements Kernel<S> {

    /** The same launch of another text. */
    public static <S> Kernel<S> withText(Kernel<S> kernel, PtxSource source) {
        return new AdaptedKernel<>(kernel, source, UnaryOperator.identity());
    }

    /** A kernel whose blocks take turns, with at most so many of them, so that small shapes too give a block several turns. */
    static <S> Kernel<S> withFewerBlocks(Kernel<S> kernel, int blocks) {
        return new AdaptedKernel<>(kernel, kernel.source(),
                g -> LaunchGeometry.of(Math.min(blocks, g.gridX()), g.blockX()).withDynamicShared(g.dynamicSharedBytes()));
    }

    @Override
    public String name() {
        return kernel.name();
    }

    @Override
    public String family() {
        return kernel.family();
    }

    @Override
    public List<KernelParameter> parameters() {
        return kernel.parameters();
    }

    @Override
    public List<ScalarValue> scalars(S shape) {
        return kernel.scalars(shape);
    }

    @Override
    public List<Long> bufferBytes(S shape) {
        return kernel.bufferBytes(shape);
    }

    @Override
    public LaunchGeometry geometry(S shape) {
        return launch.apply(kernel.geometry(shape));
    }

    @Override
    public Cost cost(S shape) {
        return kernel.cost(shape);
    }

    @Override
    public ResourceBudget budget() {
        return kernel.budget();
    }
}
