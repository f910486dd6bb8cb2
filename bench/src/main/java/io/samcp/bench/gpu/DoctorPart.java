package io.samcp.bench.gpu;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceDescription;
import io.samcp.runtime.NvidiaDriver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which device this is. */
final class DoctorPart implements Part {

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final DeviceDescription description = device.description();
        final Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("device", description.name());
        figures.put("architecture", description.architecture());
        figures.put("memoryBytes", description.memoryBytes());
        figures.put("libraries", description.libraries());
        figures.put("driver", NvidiaDriver.probe().summary());
        figures.put("java", Runtime.version().toString());
        return new Answer(true, List.of(description.name() + ", " + description.architecture() + ", " + (description.memoryBytes() >> 20)
                + " MiB", NvidiaDriver.probe().summary()), figures);
    }
}
