package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.runtime.Devices;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.LaunchCounters;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** What a launch of a feed-forward kernel does, counted by the engine; operands are all zero. */
final class FeedForwardCounts {

    /** A counter has four bytes of a sector. */
    private static final int UNUSED_OF_COUNTER = 28;

    private FeedForwardCounts() {}

    static <S> LaunchCounters of(Kernel<S> shipped, S shape) {
        final Kernel<S> kernel = MutantInForce.insteadOf(shipped);
        final List<LaunchCounters> counted = new ArrayList<>();
        try (EngineDevice device = Devices.engine(MutantInForce.limit(EngineOptions.deterministic(), shipped.name()));
                Arena arena = Arena.ofConfined()) {
            ((SimulatedDevice) device).observe(new LaunchObserver() {
                @Override
                public boolean counts(KernelWork<?> work) {
                    return true;
                }

                @Override
                public void launched(KernelWork<?> work, LaunchCounters counters) {
                    counted.add(counters);
                }
            });
            try (DeviceStream stream = device.openStream()) {
                final List<KernelParameter> parameters = kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList();
                final List<DeviceBuffer> buffers = new ArrayList<>();
                for (int i = 0; i < parameters.size(); i++) {
                    final long bytes = Math.max(1, kernel.bufferBytes(shape).get(i));
                    buffers.add(device.allocate(bytes, parameters.get(i).name()));
                    stream.uploadAsync(arena.allocate(bytes), buffers.getLast());
                }
                try (Executable executable = device.prepare("count", List.of(new KernelWork<>("count", kernel, shape, buffers)))) {
                    stream.launchAsync(executable);
                    stream.synchronizeBlocking();
                }
            }
        }
        return counted.getFirst();
    }

    /** Bytes of global memory, each once, and operations are those of the floor, but for what the caller grants. */
    static void closeTo(Cost floor, LaunchCounters counted, long moreBytes, double slack) {
        assertTrue(counted.distinctBytes() >= floor.bytes(), "bytes: floor " + floor.bytes() + ", counted " + counted.distinctBytes());
        assertTrue(counted.distinctBytes() <= floor.bytes() + moreBytes,
                "bytes: floor " + floor.bytes() + " + " + moreBytes + ", counted " + counted.distinctBytes());
        assertTrue(counted.flops() >= floor.flops(), "flops: floor " + floor.flops() + ", counted " + counted.flops());
        assertTrue(counted.flops() <= slack * floor.flops(), "flops: floor " + floor.flops() + ", counted " + counted.flops());
    }

    /** No request to shared memory waits for another one's bank, and all bytes of all sectors are asked for, those of counters aside. */
    static void wastesNothing(String what, LaunchCounters counted, int counterRequests) {
        assertEquals(0, counted.total().conflicts(), what + ": bank conflicts");
        assertTrue(counted.total().get(Counter.SHARED_REQUESTS) > 0, what + ": requests to shared memory");
        assertEquals(counted.total().sectorBytes(), counted.total().get(Counter.USEFUL_BYTES) + (long) counterRequests * UNUSED_OF_COUNTER,
                what + ": bytes of sectors");
    }
}
