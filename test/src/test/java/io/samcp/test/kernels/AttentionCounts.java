package io.samcp.test.kernels;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.LaunchCounters;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What a launch of a kernel of attention does, counted by the engine. */
final class AttentionCounts implements LaunchObserver {

    private LaunchCounters counters;

    private AttentionCounts() {}

    /** Launches once; inputs as in {@link KernelHarness#launch}. */
    static <S> LaunchCounters of(Kernel<S> shipped, S shape, Object... inputs) {
        final Kernel<S> kernel = MutantInForce.insteadOf(shipped);
        final AttentionCounts observer = new AttentionCounts();
        try (EngineDevice device = Devices.engine(MutantInForce.limit(EngineOptions.deterministic(), shipped.name()));
                DeviceStream stream = device.openStream();
                Arena arena = Arena.ofConfined()) {
            ((SimulatedDevice) device).observe(observer);
            final List<DeviceBuffer> buffers = new ArrayList<>();
            int next = 0;
            for (final KernelParameter parameter : kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList()) {
                final DeviceBuffer buffer = device.allocate(Math.max(1, kernel.bufferBytes(shape).get(buffers.size())), parameter.name());
                buffers.add(buffer);
                if (parameter.kind() == KernelParameter.Kind.IN) {
                    final MemorySegment heap = segment(inputs[next++]);
                    stream.uploadAsync(arena.allocate(buffer.bytes()).copyFrom(heap.asSlice(0, Math.min(heap.byteSize(), buffer.bytes()))),
                            buffer);
                }
            }
            try (Executable executable = device.prepare("counted", List.of(new KernelWork<>("counted", kernel, shape, buffers)))) {
                stream.launchAsync(executable);
                stream.synchronizeBlocking();
            }
        }
        return observer.counters;
    }

    @Override
    public boolean counts(KernelWork<?> work) {
        return true;
    }

    @Override
    public void launched(KernelWork<?> work, LaunchCounters counted) {
        counters = counted;
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
