package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A kernel that asks for clusters is launched as any other, by the driver and on the engine. */
final class CudaClusterTest {

    private static final int BLOCKS = 8;

    private static float[] rotated(Device device, int blocks) {
        final float[] x = new float[32 * blocks];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        final float[] y = new float[x.length];
        try (DeviceStream stream = device.openStream();
                DeviceBuffer from = device.allocate(4L * x.length, "x");
                DeviceBuffer to = device.allocate(4L * x.length, "y");
                Executable work = device.prepare("rotate",
                        List.of(new KernelWork<>("rotate", new RotatingKernel(), blocks, List.of(from, to))))) {
            stream.uploadAsync(MemorySegment.ofArray(x), from);
            stream.launchAsync(work);
            stream.downloadAsync(to, MemorySegment.ofArray(y));
            stream.synchronizeBlocking();
        }
        return y;
    }

    private static float[] expected() {
        final float[] y = new float[32 * BLOCKS];
        for (int i = 0; i < y.length; i++) {
            final int block = i / 32;
            y[i] = (block / 4 * 4 + (block + 1) % 4) * 32 + i % 32;
        }
        return y;
    }

    @Test
    void theDriverRunsIt() {
        try (Device device = StandIn.device()) {
            assertArrayEquals(expected(), rotated(device, BLOCKS));
        }
    }

    @Test
    void theEngineRunsIt() {
        try (Device device = Devices.engine(EngineOptions.allCores())) {
            assertArrayEquals(expected(), rotated(device, BLOCKS));
        }
    }

    @Test
    void theDriverRefusesAGridThatIsNoMultiple() {
        try (Device device = StandIn.device()) {
            final DeviceException refused = assertThrows(DeviceException.class, () -> rotated(device, 6));
            assertTrue(refused.getMessage().contains("CUDA_ERROR_INVALID_CLUSTER_SIZE"), refused.getMessage());
        }
    }
}
