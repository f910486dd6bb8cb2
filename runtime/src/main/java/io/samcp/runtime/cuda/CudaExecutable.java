package io.samcp.runtime.cuda;

import io.samcp.runtime.Executable;
import java.util.List;
import java.util.function.Consumer;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** Work captured into one CUDA graph; in the blaming mode, the steps themselves. */
final class CudaExecutable implements Executable {

    private final String name;
    private final CudaContext context;
    private final List<QueuedStep> steps;
    private final CUgraphExec graph;
    private final StepMemory memory;
    private final Consumer<CudaExecutable> onClose;
    private final DriverCall launchGraph;
    private CUstream target;
    private boolean closed;

    /**
     * @param graph null in the blaming mode
     * @param memory what the steps need, closed with this
     */
    CudaExecutable(String name, CudaContext context, List<QueuedStep> steps, CUgraphExec graph, StepMemory memory,
            Consumer<CudaExecutable> onClose) {
        this.name = name;
        this.context = context;
        this.steps = steps;
        this.graph = graph;
        this.memory = memory;
        this.onClose = onClose;
        this.launchGraph = () -> JCudaDriver.cuGraphLaunch(graph, target);
    }

    CudaContext context() {
        return context;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int steps() {
        return steps.size();
    }

    @Override
    public long deviceBytes() {
        return memory.workspace() == null ? 0 : memory.workspace().bytes();
    }

    /** The context must be current. */
    void launch(CudaStream stream) {
        if (closed) {
            throw new IllegalStateException("'" + name + "' is closed");
        }
        if (graph == null) {
            blame(stream);
            return;
        }
        target = stream.handle();
        context.gate().call("cuGraphLaunch", name, launchGraph);
    }

    private void blame(CudaStream stream) {
        for (final QueuedStep step : steps) {
            step.queue(context.gate(), memory.lane(stream.handle()));
            context.gate().call("cuStreamSynchronize", step.subject(), () -> JCudaDriver.cuStreamSynchronize(stream.handle()));
        }
    }

    /** Waits for a launch that is still under way. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (target != null) {
            context.release("cuStreamSynchronize", name, () -> JCudaDriver.cuStreamSynchronize(target));
        }
        if (graph != null) {
            context.release("cuGraphExecDestroy", name, () -> JCudaDriver.cuGraphExecDestroy(graph));
        }
        memory.close();
        onClose.accept(this);
    }
}
