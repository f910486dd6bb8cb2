package io.samcp.simulator.driver;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Launch;
import io.samcp.simulator.exec.LaunchLimits;
import io.samcp.simulator.exec.MemoryRanges;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.parse.PtxParser;
import io.samcp.simulator.program.Lowerer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the C side calls: modules, functions and launches by number, as {@code struct engine} in {@code standin.h} says. An exception must
 * not reach C, it would end the process; so every failure becomes a number, and its message is kept.
 */
final class EngineBridge {

    private static final String FILE = "PTX of the stand-in driver";
    private static final int FAILED = -1;
    private static final int INVALID_VALUE = 1;
    private static final int ILLEGAL_ADDRESS = 700;
    private static final int LAUNCH_TIMEOUT = 702;
    private static final int MISALIGNED_ADDRESS = 716;
    private static final int LAUNCH_FAILED = 719;
    private static final int INVALID_CLUSTER_SIZE = 912;
    private static final int MOST_THREADS = 1024;

    private final Engine engine = new Engine(EngineOptions.allCores());
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, LoadedModule> modules = new ConcurrentHashMap<>();
    private final Map<Long, LoadedFunction> functions = new ConcurrentHashMap<>();
    private final Map<Long, PreparedLaunch> launches = new ConcurrentHashMap<>();
    private volatile String latestFault = "";

    private record LoadedModule(PtxModule module, StaticMemory statics, List<Long> functions) {}

    private record PreparedLaunch(LoadedFunction function, Launch launch) {}

    /** What the latest kernel fault was, or nothing. */
    String latestFault() {
        return latestFault;
    }

    long load(MemorySegment text, long bytes, MemorySegment log, long logBytes) {
        try {
            final PtxModule module = PtxParser.parse(FILE, new String(text.reinterpret(bytes).toArray(ValueLayout.JAVA_BYTE),
                    StandardCharsets.UTF_8));
            // Reclaimed with the module: prepared launches may outlive its unloading.
            final StaticMemory statics = new StaticMemory(Arena.ofAuto(), module);
            for (final String entry : module.functions().keySet()) {
                if (module.functions().get(entry).entry()) {
                    Lowerer.lower(module, entry, statics);
                }
            }
            final long number = numbers.incrementAndGet();
            modules.put(number, new LoadedModule(module, statics, new ArrayList<>()));
            return number;
        } catch (RuntimeException e) {
            final byte[] message = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            final byte[] fitting = Arrays.copyOf(message, (int) Math.min(message.length, logBytes - 1) + 1);
            fitting[fitting.length - 1] = 0;
            MemorySegment.copy(fitting, 0, log.reinterpret(logBytes), ValueLayout.JAVA_BYTE, 0, fitting.length);
            return FAILED;
        }
    }

    void unload(long number) {
        final LoadedModule module = modules.remove(number);
        turn.lock();
        try {
            module.functions().forEach(function -> functions.remove(function).unload());
        } finally {
            turn.unlock();
        }
    }

    long function(long number, MemorySegment name) {
        try {
            final LoadedModule module = modules.get(number);
            final Program program = Lowerer.lower(module.module(), name.reinterpret(Long.MAX_VALUE).getString(0), module.statics());
            final long function = numbers.incrementAndGet();
            functions.put(function, new LoadedFunction(program));
            module.functions().add(function);
            return function;
        } catch (RuntimeException e) {
            return FAILED;
        }
    }

    int parameters(long function, MemorySegment offsets, MemorySegment sizes, int most) {
        final List<Program.Parameter> parameters = functions.get(function).program().parameters();
        final long bytes = (long) Integer.BYTES * most;
        for (int i = 0; i < Math.min(most, parameters.size()); i++) {
            offsets.reinterpret(bytes).setAtIndex(ValueLayout.JAVA_INT, i, parameters.get(i).offset());
            sizes.reinterpret(bytes).setAtIndex(ValueLayout.JAVA_INT, i, parameters.get(i).bytes());
        }
        return Math.min(most, parameters.size());
    }

    int attribute(long function, int what) {
        final Program program = functions.get(function).program();
        return what == 0 ? program.sharedBytes() : program.maxThreads() == 0 ? MOST_THREADS : program.maxThreads();
    }

    long prepare(long function, MemorySegment geometry, MemorySegment parameters, int bytes, MemorySegment ranges, int count) {
        try {
            final int[] g = geometry.reinterpret(8L * Integer.BYTES).toArray(ValueLayout.JAVA_INT);
            final LoadedFunction loaded = functions.get(function);
            final LaunchGeometry launched = new LaunchGeometry(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7] != 0);
            if (!fitsClusters(loaded.program(), launched)) {
                return -INVALID_CLUSTER_SIZE;
            }
            final byte[] block = Arrays.copyOf(parameters.reinterpret(bytes).toArray(ValueLayout.JAVA_BYTE),
                    loaded.program().parameterBytes());
            final MemoryRanges allowed = new MemoryRanges();
            final MemorySegment pairs = ranges.reinterpret(2L * Long.BYTES * count);
            for (int i = 0; i < count; i++) {
                allowed.add("allocation of parameter " + i, pairs.getAtIndex(ValueLayout.JAVA_LONG, 2L * i),
                        pairs.getAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1), true);
            }
            final long number = numbers.incrementAndGet();
            launches.put(number, new PreparedLaunch(loaded, new Launch(loaded.program(), launched, block, allowed, null)));
            return number;
        } catch (RuntimeException e) {
            latestFault = String.valueOf(e.getMessage());
            return -INVALID_VALUE;
        }
    }

    private boolean fitsClusters(Program program, LaunchGeometry geometry) {
        try {
            LaunchLimits.checkCluster(program, geometry);
            return true;
        } catch (DeviceException e) {
            latestFault = e.getMessage();
            return false;
        }
    }

    int run(long number) {
        turn.lock();
        try {
            final PreparedLaunch prepared = launches.get(number);
            prepared.function().runners(engine, prepared.launch().geometry()).run(prepared.launch());
            return 0;
        } catch (KernelFaultException e) {
            latestFault = e.getMessage();
            return switch (e.kind()) {
                case OUT_OF_BOUNDS -> ILLEGAL_ADDRESS;
                case MISALIGNED -> MISALIGNED_ADDRESS;
                case TIME_OUT -> LAUNCH_TIMEOUT;
                case TRAP, UNINITIALISED, RACE, BARRIER, SHUFFLE, OTHER -> LAUNCH_FAILED;
            };
        } catch (RuntimeException | OutOfMemoryError e) {
            latestFault = e.toString();
            return LAUNCH_FAILED;
        } finally {
            turn.unlock();
        }
    }

    void release(long number) {
        launches.remove(number);
    }
}
