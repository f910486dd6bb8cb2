package io.samcp.runtime.graph;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The weights of a model on a device: uploaded when first asked for, shared by all plans. */
public final class DeviceParameters implements AutoCloseable {

    private final Device device;
    private final ParameterSource source;
    private final DeviceStream stream;
    private final Map<String, Operand> uploaded = new HashMap<>();
    private boolean closed;

    public DeviceParameters(Device device, ParameterSource source) {
        this.device = device;
        this.source = source;
        this.stream = device.openStream();
    }

    /**
     * A weight on the device.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized Operand get(String name) {
        if (closed) {
            throw new IllegalStateException("the parameters are closed");
        }
        Operand operand = uploaded.get(name);
        if (operand == null) {
            operand = upload(name, source.parameter(name));
            uploaded.put(name, operand);
        }
        return operand;
    }

    /** Bytes uploaded so far. */
    public synchronized long bytes() {
        return uploaded.values().stream().mapToLong(o -> o.type().bytes()).sum();
    }

    private Operand upload(String name, HostTensor tensor) {
        final DeviceBuffer buffer = device.allocate(tensor.data().byteSize(), name);
        stream.uploadAsync(tensor.data(), buffer);
        stream.synchronizeBlocking();
        return new Operand(new TensorType(tensor.type(), tensor.shape()), buffer);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            final List<Operand> all = new ArrayList<>(uploaded.values());
            uploaded.clear();
            all.forEach(o -> o.buffer().close());
            stream.close();
        }
    }
}
