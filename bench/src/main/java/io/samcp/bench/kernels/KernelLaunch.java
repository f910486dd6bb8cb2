package io.samcp.bench.kernels;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.Work;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.LaunchCounters;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One prepared launch on a device of its own. */
final class KernelLaunch implements AutoCloseable {

    /** On a GPU a launch from the host takes longer than most kernels, so it is spread over so many. */
    private static final int GPU_COPIES = 50;

    private final Cost cost;
    private final int copies;
    private final Device device;
    private final DeviceStream stream;
    private final Work work;
    private final Executable executable;

    /**
     * @param deviceName where it runs
     * @param kernel the rung
     * @param shape sizes and options
     * @param inputs float[], int[] or byte[] in the order of the buffers that are read; an empty array stands for one switched off
     */
    <S> KernelLaunch(String deviceName, Kernel<S> kernel, S shape, Object... inputs) {
        device = Devices.named(deviceName);
        copies = device instanceof CudaDevice ? GPU_COPIES : 1;
        cost = kernel.cost(shape);
        stream = device.openStream();
        final List<KernelParameter> parameters = kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList();
        final List<DeviceBuffer> buffers = new ArrayList<>();
        int next = 0;
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < parameters.size(); i++) {
                final DeviceBuffer buffer = device.allocate(Math.max(1, kernel.bufferBytes(shape).get(i)), parameters.get(i).name());
                buffers.add(buffer);
                if (parameters.get(i).kind() != KernelParameter.Kind.OUT) {
                    final MemorySegment heap = segment(inputs[next++]);
                    stream.uploadAsync(arena.allocate(Math.max(1, heap.byteSize())).copyFrom(heap), buffer);
                }
            }
            stream.synchronizeBlocking();
        }
        work = new KernelWork<>(kernel.name(), kernel, shape, buffers);
        executable = device.prepare(kernel.name(), Collections.nCopies(copies, work));
    }

    /** Runs of the kernel in a launch. */
    int copies() {
        return copies;
    }

    /** The floor of one run. */
    Cost cost() {
        return cost;
    }

    void launchBlocking() {
        stream.launchAsync(executable);
        stream.synchronizeBlocking();
    }

    /** Launches once and counts. */
    LaunchCounters counted() {
        if (!(device instanceof SimulatedDevice engine)) {
            throw new IllegalStateException("only the PTX engine counts: " + device.description().name());
        }
        final List<LaunchCounters> counted = new ArrayList<>();
        engine.observe(new LaunchObserver() {
            @Override
            public boolean counts(KernelWork<?> work) {
                return true;
            }

            @Override
            public void launched(KernelWork<?> work, LaunchCounters counters) {
                counted.add(counters);
            }
        });
        try (Executable counting = device.prepare("counted", List.of(work))) {
            stream.launchAsync(counting);
            stream.synchronizeBlocking();
        }
        return counted.getFirst();
    }

    @Override
    public void close() {
        executable.close();
        stream.close();
        device.close();
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case float[] values -> MemorySegment.ofArray(values);
            case int[] values -> MemorySegment.ofArray(values);
            case byte[] values -> MemorySegment.ofArray(values);
            default -> throw new IllegalArgumentException("not an operand: " + array.getClass());
        };
    }
}
