package io.samcp.simulator.launch;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Launch;
import io.samcp.simulator.exec.LaunchLimits;
import io.samcp.simulator.exec.MemoryRanges;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.exec.WrittenMemory;
import io.samcp.simulator.program.Lowerer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch of an entry on the PTX engine. It owns the memory of its buffers; they hold the results until it is closed. The module's own
 * variables begin with their initial values.
 */
public final class PtxLaunch implements AutoCloseable {

    /** Alignment of buffers, as CUDA gives it. */
    private static final long ALIGNMENT = 256;
    /** Between buffers, so that what runs over one does not hit the next. */
    private static final long RED_ZONE = 1 << 16;

    private final Arena arena = Arena.ofShared();
    private final Program program;
    private final LaunchGeometry geometry;
    private final List<LaunchArgument> arguments;
    private final List<MemorySegment> memory = new ArrayList<>();
    private final byte[] parameters;

    /**
     * Makes ready to launch.
     *
     * @throws io.samcp.simulator.parse.PtxSyntaxException if there is no such entry
     * @throws DeviceException if the arguments do not fit the entry's parameters, or the geometry not the architecture
     */
    public PtxLaunch(PtxText text, String entry, LaunchGeometry geometry, Architecture architecture, List<LaunchArgument> arguments) {
        this.geometry = geometry;
        this.arguments = List.copyOf(arguments);
        boolean ready = false;
        try {
            program = Lowerer.lower(text.module(), entry, new StaticMemory(arena, text.module()));
            LaunchLimits.check(program, geometry, architecture);
            requireFit();
            this.arguments.forEach(a -> memory.add(a instanceof LaunchArgument.Buffer b ? allocate(b) : null));
            parameters = parameterBlock();
            ready = true;
        } finally {
            if (!ready) {
                arena.close();
            }
        }
    }

    private void requireFit() {
        final List<Program.Parameter> declared = program.parameters();
        if (declared.size() != arguments.size()) {
            throw new DeviceException(program.name() + ": expected " + declared.size() + " arguments ("
                    + String.join(", ", declared.stream().map(p -> p.name() + ": " + p.bytes() + " bytes").toList()) + "), found "
                    + arguments.size());
        }
        for (int i = 0; i < declared.size(); i++) {
            final Program.Parameter parameter = declared.get(i);
            final LaunchArgument argument = arguments.get(i);
            if (parameter.bytes() != argument.parameterBytes()) {
                throw new DeviceException(program.name() + ": argument " + (i + 1) + ": expected " + parameter.bytes() + " bytes for '"
                        + parameter.name() + "', found " + switch (argument) {
                            case LaunchArgument.Scalar s -> s.type() + " of " + s.parameterBytes() + " bytes";
                            case LaunchArgument.Buffer b -> "the address of buffer '" + b.name() + "', 8 bytes";
                            case LaunchArgument.Structure s -> "structure '" + s.name() + "' of " + s.parameterBytes() + " bytes";
                        });
            }
        }
    }

    private MemorySegment allocate(LaunchArgument.Buffer buffer) {
        final MemorySegment zoned = arena.allocate(buffer.bytes() + 2 * RED_ZONE, ALIGNMENT);
        final MemorySegment own = zoned.asSlice(RED_ZONE, buffer.bytes());
        if (buffer.initial() != null) {
            own.copyFrom(buffer.initial());
        }
        return own;
    }

    private byte[] parameterBlock() {
        final ByteBuffer block = ByteBuffer.allocate(program.parameterBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < arguments.size(); i++) {
            final int offset = program.parameters().get(i).offset();
            switch (arguments.get(i)) {
                case LaunchArgument.Scalar s -> s.put(block, offset);
                case LaunchArgument.Buffer _ -> block.putLong(offset, memory.get(i).address());
                case LaunchArgument.Structure s -> block.put(offset, s.bytes().toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return block.array();
    }

    /**
     * Runs it to its end.
     *
     * @throws io.samcp.runtime.KernelFaultException if the kernel does what it must not
     */
    public void run(EngineOptions options) {
        try (Engine engine = new Engine(options);
                Engine.Runners runners = engine.runners(program, geometry)) {
            runners.run(launch(options));
        }
    }

    /**
     * Runs it to its end and counts what it does; slower.
     *
     * @throws io.samcp.runtime.KernelFaultException if the kernel does what it must not
     */
    public LaunchCounters runCounting(EngineOptions options) {
        try (Engine engine = new Engine(options);
                Engine.Runners runners = engine.countingRunners(program, geometry)) {
            runners.run(launch(options));
            return runners.counters();
        }
    }

    private Launch launch(EngineOptions options) {
        final WrittenMemory written = options.checks().contains(Check.UNINITIALISED) ? new WrittenMemory() : null;
        final MemoryRanges ranges = new MemoryRanges();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof LaunchArgument.Buffer b) {
                ranges.add(b.name(), memory.get(i).address(), b.bytes(), true);
            }
        }
        return new Launch(program, geometry, parameters, ranges, written);
    }

    /**
     * What a buffer holds, by the number of its argument from 0.
     *
     * @throws IllegalArgumentException if that argument is not a buffer
     */
    public MemorySegment buffer(int argument) {
        final MemorySegment segment = memory.get(argument);
        if (segment == null) {
            throw new IllegalArgumentException("argument " + (argument + 1) + " is not a buffer");
        }
        return segment;
    }

    @Override
    public void close() {
        arena.close();
    }
}
