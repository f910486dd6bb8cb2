package io.samcp.bench.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a GPU can do at most, by its data sheet.
 *
 * @param bytesPerSecond of device memory
 * @param flopsPerSecond FP32, without tensor cores
 */
record Peaks(double bytesPerSecond, double flopsPerSecond) {

    /** By a part of the device's name; the more special name first. */
    private static final Map<String, Peaks> KNOWN = known();

    private static Map<String, Peaks> known() {
        final Map<String, Peaks> known = new LinkedHashMap<>();
        known.put("H200", new Peaks(4.8e12, 66.9e12));
        known.put("H100 PCIe", new Peaks(2.0e12, 51.2e12));
        known.put("H100 80GB HBM3", new Peaks(3.35e12, 66.9e12));
        known.put("A100-SXM4-80GB", new Peaks(2.039e12, 19.5e12));
        known.put("A100-SXM4-40GB", new Peaks(1.555e12, 19.5e12));
        known.put("L40S", new Peaks(0.864e12, 91.6e12));
        known.put("RTX 4090", new Peaks(1.008e12, 82.6e12));
        known.put("RTX 3090", new Peaks(0.936e12, 35.6e12));
        return known;
    }

    /** Of a device; empty if it is no GPU or one we have no data sheet of. */
    static Optional<Peaks> of(String device) {
        return KNOWN.entrySet().stream().filter(entry -> device.contains(entry.getKey())).map(Map.Entry::getValue).findFirst();
    }

    /** The least seconds that so many bytes and operations take. */
    double floorSeconds(double bytes, double flops) {
        return Math.max(bytes / bytesPerSecond, flops / flopsPerSecond);
    }
}
