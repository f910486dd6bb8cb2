package io.samcp.simulator;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ScalarValue;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Launch;
import io.samcp.simulator.exec.LaunchLimits;
import io.samcp.simulator.exec.MemoryRanges;
import io.samcp.simulator.exec.Program;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;

/** A launch with everything decided: program, geometry, parameter bytes, memory ranges. */
final class PreparedKernel {

    private final Launch launch;
    private final Engine.Runners runners;

    private PreparedKernel(Launch launch, Engine.Runners runners) {
        this.launch = launch;
        this.runners = runners;
    }

    /**
     * Checks a launch against the entry it calls.
     *
     * @param parts launches whose buffers it reaches beside its own
     * @param counting whether what it does is counted
     * @throws DeviceException if descriptor and entry disagree, or the block is larger than the entry allows
     */
    static <S> PreparedKernel of(KernelWork<S> work, List<KernelWork<?>> parts, SimulatedDevice device, SharedRunners shared,
            boolean counting) {
        final Kernel<S> kernel = work.kernel();
        final Program program = device.modules().program(kernel.source(), kernel.name());
        final LaunchGeometry geometry = kernel.geometry(work.shape());
        LaunchLimits.check(program, geometry, Architecture.SM_90);
        final MemoryRanges ranges = new MemoryRanges();
        final byte[] parameters = parameters(work, program, ranges);
        parts.forEach(part -> reach(part, ranges));
        return new PreparedKernel(new Launch(program, geometry, parameters, ranges, device.written()),
                shared.of(program, geometry, counting));
    }

    private static <S> byte[] parameters(KernelWork<S> work, Program program, MemoryRanges ranges) {
        final Kernel<S> kernel = work.kernel();
        final List<KernelParameter> declared = kernel.parameters();
        if (declared.size() != program.parameters().size()) {
            throw new DeviceException(kernel.name() + ": the descriptor names " + declared.size() + " parameters, the entry has "
                    + program.parameters().size());
        }
        final ByteBuffer block = ByteBuffer.allocate(program.parameterBytes()).order(ByteOrder.LITTLE_ENDIAN);
        final Iterator<DeviceBuffer> buffers = work.buffers().iterator();
        final Iterator<ScalarValue> scalars = kernel.scalars(work.shape()).iterator();
        for (int i = 0; i < declared.size(); i++) {
            final KernelParameter parameter = declared.get(i);
            final Program.Parameter slot = program.parameters().get(i);
            final int bytes = parameter.kind().isBuffer() ? Long.BYTES : Integer.BYTES;
            if (slot.bytes() != bytes) {
                throw new DeviceException(kernel.name() + ": parameter " + i + " '" + parameter.name() + "' is " + parameter.kind()
                        + " in the descriptor, but '" + slot.name() + "' has " + slot.bytes() + " bytes in the entry");
            }
            if (parameter.kind().isBuffer()) {
                final DeviceBuffer buffer = buffers.next();
                ranges.add(parameter.name(), buffer.address(), buffer.bytes(), parameter.kind() != KernelParameter.Kind.IN);
                block.putLong(slot.offset(), buffer.address());
            } else {
                block.putInt(slot.offset(), scalars.next().bits());
            }
        }
        return block.array();
    }

    private static void reach(KernelWork<?> part, MemoryRanges ranges) {
        final Iterator<DeviceBuffer> buffers = part.buffers().iterator();
        for (final KernelParameter parameter : part.kernel().parameters()) {
            if (parameter.kind().isBuffer()) {
                final DeviceBuffer buffer = buffers.next();
                ranges.add(part.label() + ", " + parameter.name(), buffer.address(), buffer.bytes(),
                        parameter.kind() != KernelParameter.Kind.IN);
            }
        }
    }

    void run() {
        runners.run(launch);
    }

    /** What the last run did, if that is counted. */
    LaunchCounters counters() {
        return runners.counters();
    }
}
