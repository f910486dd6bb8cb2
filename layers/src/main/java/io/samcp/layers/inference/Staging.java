package io.samcp.layers.inference;

import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** Host memory of one plan: one segment per input and per output, allocated once. */
final class Staging implements AutoCloseable {

    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final Plan plan;
    private final Map<String, MemorySegment> segments = new HashMap<>();

    Staging(Plan plan) {
        this.plan = plan;
        plan.graph().outputs().keySet().forEach(name -> segments.put(name, allocate(plan.output(name))));
    }

    /** Host memory of an input, all zero at first, the size of the device tensor. */
    MemorySegment input(String name) {
        return segments.computeIfAbsent(name, n -> allocate(plan.input(n)));
    }

    /** Host memory of an output. */
    MemorySegment output(String name) {
        return segments.get(name);
    }

    /** Queues the copy of an input's first bytes. */
    void uploadAsync(DeviceStream stream, String name, long bytes) {
        stream.uploadAsync(input(name).asSlice(0, bytes), plan.input(name).buffer());
    }

    /** Queues the copy of an output's first bytes. */
    void downloadAsync(DeviceStream stream, String name, long bytes) {
        stream.downloadAsync(plan.output(name).buffer(), output(name).asSlice(0, bytes));
    }

    /** A tensor read back into memory of its own. */
    static HostTensor read(DeviceStream stream, Operand operand) {
        final HostTensor tensor = new HostTensor(operand.type().element(), operand.type().shape(),
                MemorySegment.ofArray(new byte[Math.toIntExact(operand.type().bytes())]));
        stream.downloadAsync(operand.buffer(), tensor.data());
        return tensor;
    }

    private MemorySegment allocate(Operand operand) {
        return arena.allocate(Math.max(1, operand.type().bytes()), ALIGNMENT);
    }

    @Override
    public void close() {
        arena.close();
    }
}
