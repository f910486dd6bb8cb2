package io.samcp.simulator.exec;

import io.samcp.simulator.ast.Initial;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Module variables in global and const space; they live as long as the module. */
public final class StaticMemory {

    private static final long ALIGNMENT = 256;
    /** Behind each variable, so that what runs over its end does not hit the next. */
    private static final long RED_ZONE = 256;

    private final Map<String, MemorySegment> variables = new LinkedHashMap<>();
    private final Map<String, Boolean> writable = new LinkedHashMap<>();

    /** Lays out the variables of a module and gives them what they begin with. */
    public StaticMemory(Arena arena, PtxModule module) {
        for (final Variable v : module.variables()) {
            if (v.space().equals("global") || v.space().equals("const")) {
                final MemorySegment segment = arena.allocate(Math.max(1, v.bytes()) + RED_ZONE, ALIGNMENT).asSlice(0,
                        Math.max(1, v.bytes()));
                variables.put(v.name(), segment);
                writable.put(v.name(), v.space().equals("global"));
            }
        }
        module.variables().stream().filter(v -> variables.containsKey(v.name())).forEach(v -> initialise(module, v));
    }

    private void initialise(PtxModule module, Variable v) {
        final MemorySegment segment = variables.get(v.name());
        for (int n = 0; n < v.initial().size(); n++) {
            write(segment, v.type(), n, switch (v.initial().get(n)) {
                case Initial.Value(Number value) -> value;
                case Initial.Address(String symbol, long offset, long mask) -> {
                    final long address = variables.containsKey(symbol) ? address(symbol) : module.functionAddress(symbol);
                    yield (address + offset & mask) >>> Long.numberOfTrailingZeros(mask);
                }
            });
        }
    }

    /** Address of a variable, or 0 if there is none of this name. */
    public long address(String name) {
        final MemorySegment segment = variables.get(name);
        return segment == null ? 0 : segment.address();
    }

    /** Adds every variable to the memory a launch may touch. */
    void addTo(MemoryRanges ranges) {
        variables.forEach((name, segment) -> ranges.add(name, segment.address(), segment.byteSize(), writable.get(name)));
    }

    private static void write(MemorySegment segment, PtxType type, int index, Number value) {
        final long at = (long) index * type.bytes();
        switch (type) {
            case F32 -> segment.set(ValueLayout.JAVA_FLOAT, at, value.floatValue());
            case F64 -> segment.set(ValueLayout.JAVA_DOUBLE, at, value.doubleValue());
            default -> {
                switch (type.bytes()) {
                    case 1 -> segment.set(ValueLayout.JAVA_BYTE, at, value.byteValue());
                    case 2 -> segment.set(ValueLayout.JAVA_SHORT, at, value.shortValue());
                    case 4 -> segment.set(ValueLayout.JAVA_INT, at, value.intValue());
                    default -> segment.set(ValueLayout.JAVA_LONG, at, value.longValue());
                }
            }
        }
    }
}
