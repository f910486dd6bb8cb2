package io.samcp.runtime.cuda;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.CopyWork;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DownloadWork;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.UploadWork;
import io.samcp.runtime.Work;
import java.lang.foreign.Arena;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.JCudaDriver;

/** Turns work into steps: loads functions, checks buffers, lays out arguments. */
final class StepBuilder {

    /** What a kernel may use without asking for more. */
    private static final int DEFAULT_SHARED_BYTES = 48 << 10;

    private final Device device;
    private final DriverGate gate;
    private final CudaModules modules;
    private final Arena arena;

    /** @param arena keeps the arguments as long as the steps are used */
    StepBuilder(Device device, DriverGate gate, CudaModules modules, Arena arena) {
        this.device = device;
        this.gate = gate;
        this.modules = modules;
        this.arena = arena;
    }

    /**
     * The step of a piece of work.
     *
     * @throws io.samcp.runtime.DeviceException if a kernel does not load
     * @throws IllegalArgumentException if a buffer belongs to another device
     */
    QueuedStep build(Work work) {
        return switch (work) {
            case KernelWork<?> kernel -> kernel(kernel);
            case CopyWork(String label, DeviceBuffer from, DeviceBuffer to) -> {
                final DeviceAddress source = own(label, from);
                final DeviceAddress target = own(label, to);
                yield new QueuedStep("cuMemcpyDtoDAsync", label + ": " + from + " to " + to,
                        stream -> JCudaDriver.cuMemcpyDtoDAsync(target, source, from.bytes(), stream));
            }
            case FillWork(String label, DeviceBuffer target) -> {
                final DeviceAddress address = own(label, target);
                yield new QueuedStep("cuMemsetD8Async", label + ": " + target,
                        stream -> JCudaDriver.cuMemsetD8Async(address, (byte) 0, target.bytes(), stream));
            }
            case UploadWork(String label, HostBuffer from, DeviceBuffer to) -> {
                final DeviceAddress target = own(label, to);
                final NativeAddress source = NativeAddress.of(from.memory());
                yield new QueuedStep("cuMemcpyHtoDAsync", label + ": " + to,
                        stream -> JCudaDriver.cuMemcpyHtoDAsync(target, source, from.bytes(), stream));
            }
            case DownloadWork(String label, DeviceBuffer from, HostBuffer to) -> {
                final DeviceAddress source = own(label, from);
                final NativeAddress target = NativeAddress.of(to.memory());
                yield new QueuedStep("cuMemcpyDtoHAsync", label + ": " + from,
                        stream -> JCudaDriver.cuMemcpyDtoHAsync(target, source, to.bytes(), stream));
            }
            case LibraryWork library -> throw new IllegalArgumentException(library.label() + ": this device has no library operations");
        };
    }

    private <S> QueuedStep kernel(KernelWork<S> work) {
        work.buffers().forEach(buffer -> own(work.label(), buffer));
        final Kernel<S> kernel = work.kernel();
        final LaunchGeometry g = kernel.geometry(work.shape());
        final CUfunction function = modules.function(kernel.source(), kernel.name());
        final String subject = work.label() + ": " + kernel.name() + " grid " + g.gridX() + "x" + g.gridY() + "x" + g.gridZ() + " block "
                + g.blockX() + "x" + g.blockY() + "x" + g.blockZ() + " shared " + g.dynamicSharedBytes() + " B";
        if (g.dynamicSharedBytes() > DEFAULT_SHARED_BYTES) {
            gate.call("cuFuncSetAttribute", subject, () -> JCudaDriver.cuFuncSetAttribute(function,
                    CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, g.dynamicSharedBytes()));
        }
        final NativeAddress arguments = NativeAddress.of(LaunchArguments.of(work, arena));
        return new QueuedStep("cuLaunchKernel", subject, stream -> JCudaDriver.cuLaunchKernel(function, g.gridX(), g.gridY(), g.gridZ(),
                g.blockX(), g.blockY(), g.blockZ(), g.dynamicSharedBytes(), stream, arguments, null));
    }

    private DeviceAddress own(String label, DeviceBuffer buffer) {
        if (!buffer.device().equals(device)) {
            throw new IllegalArgumentException(label + ": " + buffer + " belongs to another device");
        }
        return DeviceAddress.of(buffer.address());
    }
}
