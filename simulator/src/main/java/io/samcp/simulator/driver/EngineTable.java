package io.samcp.simulator.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Lays out {@code struct engine} of {@code standin.h}: eight function pointers into an {@link EngineBridge}. They are never freed. */
final class EngineTable {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private EngineTable() {}

    static MemorySegment of(EngineBridge bridge) {
        final MemorySegment[] functions = {
            stub(bridge, "load", FunctionDescriptor.of(LONG, POINTER, LONG, POINTER, LONG)),
            stub(bridge, "unload", FunctionDescriptor.ofVoid(LONG)),
            stub(bridge, "function", FunctionDescriptor.of(LONG, LONG, POINTER)),
            stub(bridge, "parameters", FunctionDescriptor.of(INT, LONG, POINTER, POINTER, INT)),
            stub(bridge, "attribute", FunctionDescriptor.of(INT, LONG, INT)),
            stub(bridge, "prepare", FunctionDescriptor.of(LONG, LONG, POINTER, POINTER, INT, POINTER, INT)),
            stub(bridge, "run", FunctionDescriptor.of(INT, LONG)),
            stub(bridge, "release", FunctionDescriptor.ofVoid(LONG))};
        final MemorySegment table = Arena.global().allocate(ValueLayout.ADDRESS, functions.length);
        for (int i = 0; i < functions.length; i++) {
            table.setAtIndex(ValueLayout.ADDRESS, i, functions[i]);
        }
        return table;
    }

    private static MemorySegment stub(EngineBridge bridge, String name, FunctionDescriptor descriptor) {
        try {
            final MethodHandle handle = MethodHandles.lookup().bind(bridge, name, descriptor.toMethodType());
            return Linker.nativeLinker().upcallStub(handle, descriptor, Arena.global());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("EngineBridge." + name + " does not fit " + descriptor, e);
        }
    }
}
