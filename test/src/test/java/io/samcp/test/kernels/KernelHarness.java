package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.runtime.Check;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Launches a kernel on a device of its own. Buffers are exactly as large as the contract asks; outputs hold NaN before the launch. */
final class KernelHarness {

    private static final byte POISON = (byte) 0xFF;
    private static final int REPEATS = 3;

    private KernelHarness() {}

    /** What a launch wrote. */
    static final class Outputs {
        private final Map<String, byte[]> bytes = new LinkedHashMap<>();

        byte[] bytes(String name) {
            return bytes.get(name);
        }

        float[] floats(String name) {
            return MemorySegment.ofArray(bytes.get(name)).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        }

        short[] shorts(String name) {
            return MemorySegment.ofArray(bytes.get(name)).toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
        }

        int[] ints(String name) {
            return MemorySegment.ofArray(bytes.get(name)).toArray(ValueLayout.JAVA_INT_UNALIGNED);
        }
    }

    /**
     * Launches under all checks; inputs (float[], int[], short[] or byte[]) in the order of the buffers that are read. An empty array stands for one switched off;
     * what an array has beyond the contract is not uploaded.
     */
    static <S> Outputs launch(EngineOptions options, Kernel<S> kernel, S shape, Object... inputs) {
        return launches(1, options.withChecks(Check.all()), kernel, shape, inputs).getFirst();
    }

    /** Launches once, compiled and with the cheap checks only: for shapes that are too large for all of them. */
    static <S> Outputs launchLarge(Kernel<S> kernel, S shape, Object... inputs) {
        return launches(1, EngineOptions.deterministic().withExecution(Execution.COMPILED).withChecks(Check.cheap()), kernel, shape, inputs)
                .getFirst();
    }

    /** Launches the same executable several times, each time on fresh contents of all buffers. */
    private static <S> List<Outputs> launches(int times, EngineOptions asked, Kernel<S> shipped, S shape, Object... inputs) {
        final Kernel<S> kernel = MutantInForce.insteadOf(shipped);
        final EngineOptions options = MutantInForce.limit(asked, shipped.name());
        final List<KernelParameter> parameters = kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList();
        final List<Outputs> outputs = new ArrayList<>();
        try (Device device = Devices.engine(options);
                DeviceStream stream = device.openStream();
                Arena arena = Arena.ofConfined()) {
            final List<DeviceBuffer> buffers = new ArrayList<>();
            final List<MemorySegment> contents = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < parameters.size(); i++) {
                final long bytes = Math.max(1, kernel.bufferBytes(shape).get(i));
                final DeviceBuffer buffer = device.allocate(bytes, parameters.get(i).name());
                buffers.add(buffer);
                final MemorySegment content = arena.allocate(bytes).fill(POISON);
                if (parameters.get(i).kind() != KernelParameter.Kind.OUT) {
                    final MemorySegment heap = segment(inputs[next++]);
                    final long wanted = kernel.bufferBytes(shape).get(i);
                    if (heap.byteSize() < wanted && heap.byteSize() != 0) {
                        throw new IllegalArgumentException(
                                parameters.get(i).name() + " takes " + wanted + " bytes, the test gives " + heap.byteSize());
                    }
                    final long used = Math.min(heap.byteSize(), wanted);
                    content.asSlice(0, used).copyFrom(heap.asSlice(0, used));
                }
                contents.add(content);
            }
            if (next != inputs.length) {
                throw new IllegalArgumentException(kernel.name() + " reads " + next + " buffers, the test gives " + inputs.length);
            }
            try (Executable executable = device.prepare("test", List.of(new KernelWork<>("test", kernel, shape, buffers)))) {
                for (int time = 0; time < times; time++) {
                    for (int i = 0; i < buffers.size(); i++) {
                        stream.uploadAsync(contents.get(i), buffers.get(i));
                    }
                    stream.launchAsync(executable);
                    outputs.add(download(stream, parameters, buffers, arena));
                }
            }
        }
        return outputs;
    }

    private static Outputs download(DeviceStream stream, List<KernelParameter> parameters, List<DeviceBuffer> buffers, Arena arena) {
        final Outputs outputs = new Outputs();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).kind() != KernelParameter.Kind.IN) {
                final MemorySegment target = arena.allocate(buffers.get(i).bytes());
                stream.downloadAsync(buffers.get(i), target);
                stream.synchronizeBlocking();
                outputs.bytes.put(parameters.get(i).name(), target.toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return outputs;
    }

    /** Launches repeatedly, compiled, in several orders of warps and on two threads, and compares every bit with what the interpreter gives. */
    static <S> void sameInEveryOrder(Kernel<S> kernel, S shape, Object... inputs) {
        final Outputs first = launch(EngineOptions.deterministic(), kernel, shape, inputs);
        for (EngineOptions options : List.of(EngineOptions.deterministic(), new EngineOptions(1, WarpOrder.REVERSE, 0),
                new EngineOptions(1, WarpOrder.RANDOM, 1), new EngineOptions(2, WarpOrder.RANDOM, 2))) {
            for (final Outputs again : launches(REPEATS, options.withExecution(Execution.COMPILED), kernel, shape, inputs)) {
                first.bytes.forEach(
                        (name, bytes) -> assertArrayEquals(bytes, again.bytes(name), kernel.name() + ": " + name + ", " + options));
            }
        }
    }

    /** An operand's memory. */
    static MemorySegment segment(Object array) {
        return switch (array) {
            case float[] values -> MemorySegment.ofArray(values);
            case int[] values -> MemorySegment.ofArray(values);
            case byte[] values -> MemorySegment.ofArray(values);
            case short[] values -> MemorySegment.ofArray(values);
            default -> throw new IllegalArgumentException("not an operand: " + array.getClass());
        };
    }
}
