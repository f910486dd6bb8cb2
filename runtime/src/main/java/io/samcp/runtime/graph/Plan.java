package io.samcp.runtime.graph;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.Work;
import java.util.List;
import java.util.Map;

/** A graph bound to a device and a bucket; see the package's contract. */
public final class Plan implements AutoCloseable {

    private final Graph graph;
    private final Dimensions dims;
    private final Map<String, Operand> inputs;
    private final Map<String, Operand> outputs;
    private final Map<String, Operand> taps;
    private final List<Work> work;
    private final List<DeviceBuffer> owned;
    private final Executable executable;

    Plan(Graph graph, Dimensions dims, Map<String, Operand> inputs, Map<String, Operand> outputs, Map<String, Operand> taps,
            List<Work> work, List<DeviceBuffer> owned, Executable executable) {
        this.graph = graph;
        this.dims = dims;
        this.inputs = Map.copyOf(inputs);
        this.outputs = Map.copyOf(outputs);
        this.taps = Map.copyOf(taps);
        this.work = List.copyOf(work);
        this.owned = List.copyOf(owned);
        this.executable = executable;
    }

    /**
     * Makes a plan.
     *
     * @throws IllegalArgumentException if shapes do not fit together
     * @throws io.samcp.runtime.OutOfDeviceMemoryException if the arena does not fit
     */
    public static Plan of(Graph graph, Device device, DeviceParameters parameters, Dimensions dims, PlanOptions options) {
        return new Planner(graph, device, parameters, dims, options).plan();
    }

    public Graph graph() {
        return graph;
    }

    public Dimensions dims() {
        return dims;
    }

    /**
     * Where the caller writes an input.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Operand input(String name) {
        return named(inputs, "input", name);
    }

    /**
     * Where a result is after a run.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Operand output(String name) {
        return named(outputs, "output", name);
    }

    /** Taps that can be read after a run, by name; empty if the plan was made without them. */
    public Map<String, Operand> taps() {
        return taps;
    }

    /** The device work in execution order. */
    public List<Work> work() {
        return work;
    }

    /** Bytes of the arena and of the constants. */
    public long bytes() {
        return owned.stream().mapToLong(DeviceBuffer::bytes).sum();
    }

    /** Queues one run. Allocates nothing. */
    public void launchAsync(DeviceStream stream) {
        stream.launchAsync(executable);
    }

    @Override
    public void close() {
        executable.close();
        owned.forEach(DeviceBuffer::close);
    }

    private Operand named(Map<String, Operand> operands, String kind, String name) {
        final Operand operand = operands.get(name);
        if (operand == null) {
            throw new IllegalArgumentException("graph " + graph.name() + " has no " + kind + " '" + name + "', only " + operands.keySet());
        }
        return operand;
    }
}
