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

/** What a launch does, counted by the engine. */
final class LaunchCounts implements LaunchObserver {

    private LaunchCounters counters;

    private LaunchCounts() {}

    /**
     * Launches once.
     *
     * @param inputs as in {@link KernelHarness#launch}, of buffers that are only read; none where counts do not depend on them: zeros then. All
     *        other buffers begin with zeros
     */
    static <S> LaunchCounters of(Kernel<S> shipped, S shape, Object... inputs) {
        final Kernel<S> kernel = MutantInForce.insteadOf(shipped);
        final LaunchCounts observer = new LaunchCounts();
        try (EngineDevice device = Devices.engine(MutantInForce.limit(EngineOptions.deterministic(), shipped.name()));
                DeviceStream stream = device.openStream();
                Arena arena = Arena.ofConfined()) {
            ((SimulatedDevice) device).observe(observer);
            final List<DeviceBuffer> buffers = new ArrayList<>();
            int next = 0;
            for (final KernelParameter parameter : kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList()) {
                final DeviceBuffer buffer = device.allocate(Math.max(1, kernel.bufferBytes(shape).get(buffers.size())), parameter.name());
                buffers.add(buffer);
                final MemorySegment content = arena.allocate(buffer.bytes());
                if (inputs.length > 0 && parameter.kind() == KernelParameter.Kind.IN) {
                    final MemorySegment given = KernelHarness.segment(inputs[next++]);
                    content.copyFrom(given.asSlice(0, Math.min(given.byteSize(), buffer.bytes())));
                }
                stream.uploadAsync(content, buffer);
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
}
