package io.samcp.runtime.graph;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.Work;
import io.samcp.runtime.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/** A graph bound to a device and a bucket; see the package's contract. */
public final class Plan implements AutoCloseable {

    private final Graph graph;
    private final Dimensions dims;
    private final HostBlock inputs;
    private final HostBlock resident;
    private final HostBlock outputs;
    private final Map<String, Operand> taps;
    private final List<Work> work;
    private final List<DeviceBuffer> owned;
    private final Executable executable;

    Plan(Graph graph, Dimensions dims, HostBlock inputs, HostBlock resident, HostBlock outputs, Map<String, Operand> taps, List<Work> work,
            List<DeviceBuffer> owned, Executable executable) {
        this.graph = graph;
        this.dims = dims;
        this.inputs = inputs;
        this.resident = resident;
        this.outputs = outputs;
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
     * Where the caller writes an input before a run: host memory the size of the bucket's tensor, all zero at first.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public HostTensor input(String name) {
        return named(resident.tensors().containsKey(name) ? resident : inputs, "input", name);
    }

    /**
     * Where a result is after a run, once the stream is synchronized: host memory that the next run overwrites.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public HostTensor output(String name) {
        return named(outputs, "output", name);
    }

    /** True if there is an input of this name that the graph reads or was declared with. */
    public boolean takes(String name) {
        return inputs.tensors().containsKey(name) || resident.tensors().containsKey(name);
    }

    /** Writes an input, whole. */
    public void write(String name, HostTensor tensor) {
        final HostTensor target = input(name);
        if (!target.shape().equals(tensor.shape()) || target.type() != tensor.type()) {
            throw new IllegalArgumentException("graph " + graph.name() + ", input '" + name + "': expected " + target.type() + " "
                    + target.shape() + ", found " + tensor.type() + " " + tensor.shape());
        }
        target.data().copyFrom(tensor.data());
    }

    /** Taps that can be read after a run, by name; empty if the plan was made without them. */
    public Map<String, Operand> taps() {
        return taps;
    }

    /** The device work in execution order. */
    public List<Work> work() {
        return work;
    }

    /** Device bytes of the arena, the inputs, the outputs, the constants, and scratch memory of libraries. */
    public long bytes() {
        return executable.deviceBytes() + inputs.bytes() + resident.bytes() + outputs.bytes()
                + owned.stream().mapToLong(DeviceBuffer::bytes).sum();
    }

    /** Queues the copy of the resident inputs to the device, where they stay until it is called again. */
    public void uploadResidentAsync(DeviceStream stream) {
        resident.upload(stream);
    }

    /** Queues one run: inputs to the device, all operations, outputs to the host. Allocates nothing. */
    public void launchAsync(DeviceStream stream) {
        stream.launchAsync(executable);
    }

    @Override
    public void close() {
        executable.close();
        HostBlock.closeAll(inputs, resident, outputs);
        owned.forEach(DeviceBuffer::close);
    }

    private HostTensor named(HostBlock block, String kind, String name) {
        final HostTensor tensor = block.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "graph " + graph.name() + " has no " + kind + " '" + name + "', only " + block.tensors().keySet());
        }
        return tensor;
    }
}
