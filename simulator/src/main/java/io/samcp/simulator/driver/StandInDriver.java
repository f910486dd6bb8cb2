package io.samcp.simulator.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stand-in driver of this process: loads it, steers it, and reads what it counts. */
public final class StandInDriver {

    private static final String LIBRARY = "libcuda.so.1";
    private static final List<String> SOURCES = List.of("control.c", "context.c", "memory.c", "module.c", "work.c", "stream.c", "graph.c",
            "unsupported.c");
    private static final FunctionDescriptor DEVICES = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final FunctionDescriptor INJECT = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

    private static StandInDriver loaded;

    private final EngineBridge bridge = new EngineBridge();
    private final MethodHandle devices;
    private final MethodHandle order;
    private final MethodHandle inject;
    private final MethodHandle calls;
    private final MethodHandle forgetCalls;
    private final MethodHandle live;

    private final NativeBuild build;
    private StandInLibraries libraries;

    private StandInDriver(SymbolLookup symbols, NativeBuild build) {
        this.build = build;
        call(bind(symbols, "install", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)), EngineTable.of(bridge));
        devices = bind(symbols, "devices", DEVICES);
        order = bind(symbols, "order", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        inject = bind(symbols, "inject", INJECT);
        calls = bind(symbols, "calls", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        forgetCalls = bind(symbols, "forget_calls", FunctionDescriptor.ofVoid());
        live = bind(symbols, "live", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    }

    /** Why it cannot be loaded here; empty if it can. */
    public static Optional<String> unavailable() {
        if (isLoaded()) {
            return Optional.empty();
        }
        if (!System.getProperty("os.name").equals("Linux") || !System.getProperty("os.arch").equals("amd64")) {
            return Optional.of("the stand-in driver is for Linux on x86-64");
        }
        if (NativeBuild.compiler().isEmpty()) {
            return Optional.of("the stand-in driver needs a C compiler: no $CC, cc or gcc on the PATH");
        }
        return isAnotherDriverPresent() ? Optional.of("there is a real " + LIBRARY) : Optional.empty();
    }

    private static synchronized boolean isLoaded() {
        return loaded != null;
    }

    private static boolean isAnotherDriverPresent() {
        try {
            SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Compiles the driver and loads it into this process, once. JCuda's classes must not have been touched before.
     *
     * @throws IllegalStateException if it is {@link #unavailable()}, or does not compile
     */
    public static synchronized StandInDriver load() {
        if (loaded == null) {
            unavailable().ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
            final NativeBuild build = NativeBuild.start(NativeBuild.compiler().orElseThrow());
            final Path library = build.library(LIBRARY, SOURCES, List.of("standin.h"), List.of());
            System.load(library.toString());
            loaded = new StandInDriver(SymbolLookup.libraryLookup(library, Arena.global()), build);
        }
        return loaded;
    }

    /**
     * Says what devices there are; takes effect where the driver is asked next.
     *
     * @param count 0..4, all alike
     * @param major compute capability
     * @param minor compute capability
     * @param memoryBytes memory of each
     * @param driverVersion as the driver numbers it: 12060 is 12.6
     */
    public void setDevices(int count, int major, int minor, long memoryBytes, int driverVersion) {
        call(devices, count, major, minor, memoryBytes, driverVersion);
    }

    /** Says in which order graphs run their nodes; {@code seed} is for {@link NodeOrder#RANDOM}. */
    public void setOrder(NodeOrder nodes, long seed) {
        call(order, nodes.ordinal(), seed);
    }

    /** The k-th allocation from now, on the device or page-locked, is refused for want of memory; 0 takes it back. */
    public void failAllocation(long k) {
        inject(0, k, 0, "");
    }

    /** The k-th kernel that runs from now, in a graph or alone, faults with an error of the driver. */
    public void failKernel(long k, int error) {
        inject(1, k, error, "");
    }

    /** The k-th image linked from now is damaged. */
    public void damageImage(long k) {
        inject(2, k, 0, "");
    }

    /** The k-th call of a function from now is refused with an error of the driver. */
    public void failCall(String function, long k, int error) {
        inject(3, k, error, function);
    }

    /** Takes back every fault that has not come yet, and goes back to one sm_90 device with 8 GiB under driver 12.6. */
    public void calm() {
        failAllocation(0);
        failKernel(0, 0);
        damageImage(0);
        failCall("", 0, 0);
        setOrder(NodeOrder.INSERTION, 0);
        setDevices(1, 9, 0, 8L << 30, 12_060);
    }

    /** Calls of the driver since {@link #forgetCalls()}. */
    public long calls() {
        return (long) call(calls, MemorySegment.NULL);
    }

    /** Calls of one function since {@link #forgetCalls()}. */
    public long calls(String function) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) call(calls, arena.allocateFrom(function));
        }
    }

    /** Counts from zero again. */
    public void forgetCalls() {
        call(forgetCalls);
    }

    /** Stand-ins of cuBLAS and cuDNN beside this driver, from the first call on for the rest of the process. */
    public synchronized StandInLibraries libraries() {
        if (libraries == null) {
            libraries = new StandInLibraries(build, LIBRARY);
        }
        return libraries;
    }

    /** What the driver holds now. */
    public LiveObjects live() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG, LiveObjects.FIELDS);
            call(live, out);
            return LiveObjects.of(out.toArray(ValueLayout.JAVA_LONG));
        }
    }

    /** The engine's own words for the latest kernel fault; empty if there was none. */
    public String latestFault() {
        return bridge.latestFault();
    }

    private void inject(int what, long k, int error, String function) {
        try (Arena arena = Arena.ofConfined()) {
            call(inject, what, k, error, arena.allocateFrom(function));
        }
    }

    private static MethodHandle bind(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.find("samcp_standin_" + name).orElseThrow(), descriptor);
    }

    private static Object call(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into the stand-in driver failed", e);
        }
    }
}
