package io.samcp.runtime.graph;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.DownloadWork;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.UploadWork;
import io.samcp.runtime.Work;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tensors that lie side by side on the device and, in the same order, in host memory, so that one copy carries them all. */
final class HostBlock implements AutoCloseable {

    private final DeviceBuffer onDevice;
    private final HostBuffer onHost;
    private final Map<String, Operand> operands = new LinkedHashMap<>();
    private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

    private HostBlock(DeviceBuffer onDevice, HostBuffer onHost) {
        this.onDevice = onDevice;
        this.onHost = onHost;
    }

    /**
     * Allocates both sides.
     *
     * @param purpose for messages
     * @param types tensors by name
     */
    static HostBlock allocate(Device device, String purpose, Map<String, TensorType> types) {
        long bytes = 0;
        final Map<String, Long> offsets = new LinkedHashMap<>();
        for (final Map.Entry<String, TensorType> entry : types.entrySet()) {
            offsets.put(entry.getKey(), bytes);
            bytes = ArenaLayout.align(bytes + Math.max(1, entry.getValue().bytes()));
        }
        final long all = Math.max(1, bytes);
        final DeviceBuffer onDevice = device.allocate(all, purpose);
        final HostBlock block = new HostBlock(onDevice, allocateHost(device, purpose, onDevice));
        types.forEach((name, type) -> {
            block.operands.put(name, new Operand(type, onDevice.slice(offsets.get(name), type.bytes(), name)));
            final MemorySegment data = block.onHost.memory().asSlice(offsets.get(name), type.bytes());
            block.tensors.put(name, new HostTensor(type.element(), type.shape(), data));
        });
        return block;
    }

    private static HostBuffer allocateHost(Device device, String purpose, DeviceBuffer onDevice) {
        boolean done = false;
        try {
            final HostBuffer onHost = device.allocateHost(onDevice.bytes(), purpose);
            done = true;
            return onHost;
        } finally {
            if (!done) {
                onDevice.close();
            }
        }
    }

    /** A tensor's place on the device. */
    Operand operand(String name) {
        return operands.get(name);
    }

    /** The tensors in host memory, by name. */
    Map<String, HostTensor> tensors() {
        return tensors;
    }

    long bytes() {
        return onDevice.bytes();
    }

    /** The copy from host to device, if there is something to copy. */
    Optional<Work> uploads(String label) {
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new UploadWork(label, onHost, onDevice));
    }

    /** Queues the copy from host to device by itself. */
    void upload(DeviceStream stream) {
        stream.uploadAsync(onHost.memory(), onDevice);
    }

    /** The copy from device to host, if there is something to copy. */
    Optional<Work> downloads(String label) {
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new DownloadWork(label, onDevice, onHost));
    }

    /** Closes those that were made. */
    static void closeAll(HostBlock... blocks) {
        for (final HostBlock block : blocks) {
            if (block != null) {
                block.close();
            }
        }
    }

    @Override
    public void close() {
        onHost.close();
        onDevice.close();
    }
}
