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
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.UploadWork;
import io.samcp.runtime.Work;
import io.samcp.runtime.cuda.library.LibraryCall;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final ContextLibraries libraries;
    private final Arena arena;
    private final List<LibraryCall> calls = new ArrayList<>();

    /** @param arena keeps the arguments as long as the steps are used */
    StepBuilder(Device device, DriverGate gate, CudaModules modules, ContextLibraries libraries, Arena arena) {
        this.device = device;
        this.gate = gate;
        this.modules = modules;
        this.libraries = libraries;
        this.arena = arena;
    }

    /**
     * The step of a piece of work.
     *
     * @throws io.samcp.runtime.DeviceException if a kernel does not load
     * @throws IllegalArgumentException if a buffer belongs to another device, or no library does what it is asked for
     */
    QueuedStep build(Work work) {
        return switch (work) {
            case KernelWork<?> kernel -> kernel(kernel);
            case PersistentWork(String label, List<KernelWork<?>> parts, KernelWork<?> launch) -> {
                parts.forEach(part -> part.buffers().forEach(buffer -> own(label, buffer)));
                yield kernel(launch);
            }
            case CopyWork(String label, DeviceBuffer from, DeviceBuffer to) -> {
                final DeviceAddress source = own(label, from);
                final DeviceAddress target = own(label, to);
                yield new QueuedStep("cuMemcpyDtoDAsync", label + ": " + from + " to " + to,
                        lane -> JCudaDriver.cuMemcpyDtoDAsync(target, source, from.bytes(), lane.stream()));
            }
            case FillWork(String label, DeviceBuffer target) -> {
                final DeviceAddress address = own(label, target);
                yield new QueuedStep("cuMemsetD8Async", label + ": " + target,
                        lane -> JCudaDriver.cuMemsetD8Async(address, (byte) 0, target.bytes(), lane.stream()));
            }
            case UploadWork(String label, HostBuffer from, DeviceBuffer to) -> {
                final DeviceAddress target = own(label, to);
                final NativeAddress source = NativeAddress.of(from.memory());
                yield new QueuedStep("cuMemcpyHtoDAsync", label + ": " + to,
                        lane -> JCudaDriver.cuMemcpyHtoDAsync(target, source, from.bytes(), lane.stream()));
            }
            case DownloadWork(String label, DeviceBuffer from, HostBuffer to) -> {
                final DeviceAddress source = own(label, from);
                final NativeAddress target = NativeAddress.of(to.memory());
                yield new QueuedStep("cuMemcpyDtoHAsync", label + ": " + from,
                        lane -> JCudaDriver.cuMemcpyDtoHAsync(target, source, to.bytes(), lane.stream()));
            }
            case LibraryWork library -> library(library);
        };
    }

    private <S> QueuedStep kernel(KernelWork<S> work) {
        work.buffers().forEach(buffer -> own(work.label(), buffer));
        final Kernel<S> kernel = work.kernel();
        final LaunchGeometry g = kernel.geometry(work.shape());
        final CUfunction function = modules.function(kernel.source(), kernel.name());
        final String subject = work.label() + ": " + kernel.name() + " grid " + g.gridX() + "x" + g.gridY() + "x" + g.gridZ() + " block "
                + g.blockX() + "x" + g.blockY() + "x" + g.blockZ() + " shared " + g.dynamicSharedBytes() + " B";
        allowShared(gate, function, g.dynamicSharedBytes(), subject);
        final NativeAddress arguments = NativeAddress.of(LaunchArguments.of(work, arena));
        if (g.cooperative()) {
            return new QueuedStep("cuLaunchCooperativeKernel", subject, lane -> JCudaDriver.cuLaunchCooperativeKernel(function, g.gridX(),
                    g.gridY(), g.gridZ(), g.blockX(), g.blockY(), g.blockZ(), g.dynamicSharedBytes(), lane.stream(), arguments));
        }
        return new QueuedStep("cuLaunchKernel", subject, lane -> JCudaDriver.cuLaunchKernel(function, g.gridX(), g.gridY(), g.gridZ(),
                g.blockX(), g.blockY(), g.blockZ(), g.dynamicSharedBytes(), lane.stream(), arguments, null));
    }

    /** Lets a function use more dynamic shared memory than all may. */
    static void allowShared(DriverGate gate, CUfunction function, int bytes, String subject) {
        if (bytes > DEFAULT_SHARED_BYTES) {
            gate.call("cuFuncSetAttribute", subject, () -> JCudaDriver.cuFuncSetAttribute(function,
                    CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes));
        }
    }

    /** The library's sums, and behind them what it leaves to be done. */
    private QueuedStep library(LibraryWork work) {
        final LibraryOperands operands = LibraryOperands.of(work);
        operands.buffers().forEach(buffer -> own(work.label(), buffer));
        final LibraryCall call = libraries.prepare(work)
                .orElseThrow(() -> new IllegalArgumentException(work.label() + ": no library for " + operands.signature() + " here"));
        calls.add(call);
        final String subject = work.label() + ": " + operands.signature();
        final Optional<QueuedStep> epilogue = call.leavesEpilogue() ? operands.epilogue().map(this::kernel) : Optional.empty();
        return new QueuedStep(call.function(), subject, lane -> {
            final int code = call.queue(lane.stream(), lane.workspace());
            return code != 0 || epilogue.isEmpty() ? code : epilogue.get().action().queue(lane);
        });
    }

    /** The libraries' calls among the steps; they are closed when the steps are no longer used. */
    List<LibraryCall> calls() {
        return calls;
    }

    /** Scratch memory that each lane needs. */
    long workspaceBytes() {
        return calls.stream().mapToLong(LibraryCall::workspaceBytes).max().orElse(0);
    }

    private DeviceAddress own(String label, DeviceBuffer buffer) {
        if (!buffer.device().equals(device)) {
            throw new IllegalArgumentException(label + ": " + buffer + " belongs to another device");
        }
        return DeviceAddress.of(buffer.address());
    }
}
