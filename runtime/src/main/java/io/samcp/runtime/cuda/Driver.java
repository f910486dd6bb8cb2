package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceException;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/** The driver before a device is chosen: its version, and what it shows. */
final class Driver {

    /** PTX ISA 8.0, in which the kernels are written, came with CUDA 12.0. */
    private static final int OLDEST_VERSION = 12_000;

    private static final int NAME_BYTES = 256;

    private final DriverGate gate = new DriverGate("NVIDIA driver");
    private final int version;

    private final DeviceUuid uuids;

    private Driver(int version, SymbolLookup symbols) {
        this.version = version;
        this.uuids = new DeviceUuid(gate, symbols);
    }

    /**
     * Starts the driver.
     *
     * @throws DeviceException if there is none, or it is too old, or it refuses
     */
    static Driver start() {
        final SymbolLookup symbols = DriverLibrary.symbols()
                .orElseThrow(() -> new DeviceException("no NVIDIA driver: the dynamic linker does not find libcuda.so.1"));
        final DriverGate gate = new DriverGate("NVIDIA driver");
        final int[] version = new int[1];
        try {
            gate.call("cuDriverGetVersion", "start", () -> JCudaDriver.cuDriverGetVersion(version));
        } catch (LinkageError e) {
            throw new DeviceException("JCuda's natives cannot be loaded beside this driver: " + e.getMessage(), e);
        }
        if (version[0] < OLDEST_VERSION) {
            throw new DeviceException("the NVIDIA driver knows CUDA " + text(version[0]) + ", which is too old for PTX 8.0: it needs CUDA "
                    + text(OLDEST_VERSION) + " (driver 525) or newer");
        }
        gate.call("cuInit", "start", () -> JCudaDriver.cuInit(0));
        return new Driver(version[0], symbols);
    }

    /** As the driver numbers it: 12060 is 12.6. */
    int version() {
        return version;
    }

    String versionText() {
        return text(version);
    }

    /** What {@code CUDA_VISIBLE_DEVICES} and the machine leave, in the driver's order. */
    List<VisibleDevice> visibleDevices() {
        final int[] count = new int[1];
        gate.call("cuDeviceGetCount", "start", () -> JCudaDriver.cuDeviceGetCount(count));
        final List<VisibleDevice> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(describe(i));
        }
        return devices;
    }

    private VisibleDevice describe(int index) {
        final String subject = "device " + index;
        final CUdevice handle = new CUdevice();
        gate.call("cuDeviceGet", subject, () -> JCudaDriver.cuDeviceGet(handle, index));
        final byte[] name = new byte[NAME_BYTES];
        gate.call("cuDeviceGetName", subject, () -> JCudaDriver.cuDeviceGetName(name, NAME_BYTES, handle));
        final long[] bytes = new long[1];
        gate.call("cuDeviceTotalMem", subject, () -> JCudaDriver.cuDeviceTotalMem(bytes, handle));
        final String shown = zeroTerminated(name);
        return new VisibleDevice(handle, index, shown, uuids.of(index, shown.contains("MIG")),
                attribute(subject, handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                attribute(subject, handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR), bytes[0]);
    }

    private int attribute(String subject, CUdevice handle, int attribute) {
        final int[] value = new int[1];
        gate.call("cuDeviceGetAttribute", subject, () -> JCudaDriver.cuDeviceGetAttribute(value, attribute, handle));
        return value[0];
    }

    private static String zeroTerminated(byte[] text) {
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }
}
