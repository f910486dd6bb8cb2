package io.samcp.runtime.cuda;

import io.samcp.kernels.PtxSource;
import io.samcp.runtime.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUjitInputType;
import jcuda.driver.CUjit_option;
import jcuda.driver.CUlinkState;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;
import jcuda.driver.JITOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loaded PTX files of a device: each is assembled by the driver once, and found again on disk later. Thread-safe. */
final class CudaModules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CudaModules.class);
    private static final int LOG_BYTES = 16_384;

    private final DriverGate gate;
    private final CubinCache cache;
    private final Map<PtxSource, CUmodule> modules = new HashMap<>();
    private final Map<Entry, CUfunction> functions = new HashMap<>();

    private record Entry(PtxSource source, String name) {}

    CudaModules(DriverGate gate, CubinCache cache) {
        this.gate = gate;
        this.cache = cache;
    }

    /**
     * An entry of a file. The context must be current.
     *
     * @throws DeviceException if the driver does not assemble it, with its log, or there is no such entry
     */
    synchronized CUfunction function(PtxSource source, String entry) {
        final Entry key = new Entry(source, entry);
        final CUfunction known = functions.get(key);
        if (known != null) {
            return known;
        }
        final CUmodule module = modules.computeIfAbsent(source, this::load);
        final CUfunction function = new CUfunction();
        gate.call("cuModuleGetFunction", entry + " in " + source.file(), () -> JCudaDriver.cuModuleGetFunction(function, module, entry));
        functions.put(key, function);
        return function;
    }

    private CUmodule load(PtxSource source) {
        final Optional<byte[]> kept = cache.find(source.text());
        if (kept.isPresent()) {
            try {
                return load(source, kept.get());
            } catch (DriverException e) {
                if (!e.error().isBadImage()) {
                    throw e;
                }
                LOG.warn("{}: the kept image is refused ({}) and will be made anew", source.file(), e.error());
                cache.forget(source.text());
            }
        }
        final byte[] image = assemble(source);
        final CUmodule module = load(source, image);
        cache.keep(source.text(), image);
        return module;
    }

    private CUmodule load(PtxSource source, byte[] image) {
        final CUmodule module = new CUmodule();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, image);
            gate.call("cuModuleLoadDataEx", source.file(),
                    () -> JCudaDriver.cuModuleLoadDataEx(module, NativeAddress.of(copy), 0, new int[0], Pointer.to(new int[0])));
        }
        return module;
    }

    private byte[] assemble(PtxSource source) {
        try {
            return link(source);
        } catch (DriverException e) {
            throw new DeviceException(e.getMessage() + "; the driver's log: " + log(source), e);
        }
    }

    /**
     * What the driver says about PTX it refused, by loading it once more. A log asked for at {@code cuLinkCreate} would be written when
     * JCuda has already freed its buffer.
     */
    private String log(PtxSource source) {
        final JITOptions options = new JITOptions();
        options.putBytes(CUjit_option.CU_JIT_ERROR_LOG_BUFFER, new byte[LOG_BYTES]);
        options.putInt(CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, LOG_BYTES);
        final CUmodule module = new CUmodule();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment text = arena.allocateFrom(source.text(), StandardCharsets.UTF_8);
            gate.call("cuModuleLoadDataEx", source.file(),
                    () -> JCudaDriver.cuModuleLoadDataJIT(module, NativeAddress.of(text), options));
        } catch (DriverException e) {
            return options.getString(CUjit_option.CU_JIT_ERROR_LOG_BUFFER).strip();
        }
        gate.release("cuModuleUnload", source.file(), () -> JCudaDriver.cuModuleUnload(module));
        return "none; loading it without linking works";
    }

    private byte[] link(PtxSource source) {
        final CUlinkState state = new CUlinkState();
        gate.call("cuLinkCreate", source.file(), () -> JCudaDriver.cuLinkCreate(new JITOptions(), state));
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment text = arena.allocateFrom(source.text(), StandardCharsets.UTF_8);
            gate.call("cuLinkAddData", source.file(), () -> JCudaDriver.cuLinkAddData(state, CUjitInputType.CU_JIT_INPUT_PTX,
                    NativeAddress.of(text), text.byteSize(), source.file(), new JITOptions()));
            final NativeAddress image = new NativeAddress();
            final long[] size = new long[1];
            gate.call("cuLinkComplete", source.file(), () -> JCudaDriver.cuLinkComplete(state, image, size));
            return MemorySegment.ofAddress(image.value()).reinterpret(size[0]).toArray(ValueLayout.JAVA_BYTE);
        } finally {
            gate.release("cuLinkDestroy", source.file(), () -> JCudaDriver.cuLinkDestroy(state));
        }
    }

    @Override
    public synchronized void close() {
        modules.forEach((source, module) -> gate.release("cuModuleUnload", source.file(), () -> JCudaDriver.cuModuleUnload(module)));
        modules.clear();
        functions.clear();
    }
}
