package io.samcp.runtime.cuda;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** A stream of the driver. Launching and synchronizing allocate nothing. */
final class CudaStream implements DeviceStream {

    private final CudaContext context;
    private final Device owner;
    private final CUstream handle;
    private final Consumer<CudaStream> onClose;
    private final DriverCall synchronize;

    /** Copies of heap memory that are on their way; null if there are none. */
    private Arena bounce;
    private final List<Runnable> afterSynchronize = new ArrayList<>();

    /** The last thing launched, to name it when a fault arrives. */
    private String latest = "stream";
    private boolean closed;

    CudaStream(CudaContext context, Device owner, CUstream handle, Consumer<CudaStream> onClose) {
        this.context = context;
        this.owner = owner;
        this.handle = handle;
        this.onClose = onClose;
        this.synchronize = () -> JCudaDriver.cuStreamSynchronize(handle);
    }

    CUstream handle() {
        return handle;
    }

    @Override
    public void uploadAsync(MemorySegment source, DeviceBuffer target) {
        requireFits(source.byteSize(), target, "upload to");
        enter();
        final MemorySegment from = source.isNative() ? source : bounce(source.byteSize()).copyFrom(source);
        context.gate().call("cuMemcpyHtoDAsync", target.purpose(), () -> JCudaDriver.cuMemcpyHtoDAsync(DeviceAddress.of(target.address()),
                NativeAddress.of(from), source.byteSize(), handle));
    }

    @Override
    public void downloadAsync(DeviceBuffer source, MemorySegment target) {
        requireFits(target.byteSize(), source, "download from");
        enter();
        final MemorySegment to = target.isNative() ? target : bounce(target.byteSize());
        context.gate().call("cuMemcpyDtoHAsync", source.purpose(), () -> JCudaDriver.cuMemcpyDtoHAsync(NativeAddress.of(to),
                DeviceAddress.of(source.address()), target.byteSize(), handle));
        if (!target.isNative()) {
            afterSynchronize.add(() -> target.copyFrom(to));
        }
    }

    @Override
    public void launchAsync(Executable executable) {
        if (!(executable instanceof CudaExecutable prepared) || prepared.context() != context) {
            throw new IllegalArgumentException("'" + executable.name() + "' was prepared for another device");
        }
        enter();
        latest = prepared.name();
        prepared.launch(this);
    }

    @Override
    public void synchronizeBlocking() {
        enter();
        context.gate().call("cuStreamSynchronize", latest, synchronize);
        if (bounce != null) {
            afterSynchronize.forEach(Runnable::run);
            forgetBounces();
        }
    }

    private MemorySegment bounce(long bytes) {
        if (bounce == null) {
            bounce = Arena.ofShared();
        }
        return bounce.allocate(bytes, Long.BYTES);
    }

    private void forgetBounces() {
        afterSynchronize.clear();
        bounce.close();
        bounce = null;
    }

    private void enter() {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        context.makeCurrent();
    }

    private void requireFits(long bytes, DeviceBuffer buffer, String what) {
        if (bytes > buffer.bytes()) {
            throw new IndexOutOfBoundsException(what + " " + buffer + ": " + bytes + " bytes");
        }
        if (!buffer.device().equals(owner)) {
            throw new IllegalArgumentException(what + " " + buffer + ": it belongs to another device");
        }
    }

    /** Waits for what is queued, then ends the stream. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        context.release("cuStreamSynchronize", latest, synchronize);
        context.release("cuStreamDestroy", "stream", () -> JCudaDriver.cuStreamDestroy(handle));
        if (bounce != null) {
            forgetBounces();
        }
        onClose.accept(this);
    }
}
