package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.BarrierOps;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.LongOps;
import io.samcp.simulator.exec.MemoryAccess;
import io.samcp.simulator.exec.MemoryOps;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** Loads, stores, atomics, and the hints and fences that have no effect here. */
final class MemoryForms {

    private static final int MAX_ACCESS = 16;

    private final Emitter e;
    private final Map<String, String> spaces;
    private final Map<String, Program.Parameter> parameterOffsets;

    MemoryForms(Emitter emitter, Map<String, String> spaces, Map<String, Program.Parameter> parameterOffsets) {
        this.e = emitter;
        this.spaces = spaces;
        this.parameterOffsets = parameterOffsets;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("ld", this::load);
        forms.put("ldu", this::load);
        forms.put("st", this::store);
        forms.put("atom", i -> atomic(i, true));
        forms.put("red", i -> atomic(i, false));
        for (final String opcode : List.of("membar", "fence")) {
            forms.put(opcode, i -> e.emit(BarrierOps::fence));
        }
        for (final String opcode : List.of("prefetch", "prefetchu", "discard", "applypriority")) {
            forms.put(opcode, i -> {
                // There are no caches.
            });
        }
    }

    private void load(Instruction i) {
        final PtxType type = Types.last(i);
        final Operand to = i.operands().get(0);
        final Operand from = i.operands().get(1);
        final List<Operand> targets = elements(to);
        final int width = width(type, targets);
        if (from instanceof Operand.Address(String base, long offset) && parameterOffsets.containsKey(base)) {
            final Program.Parameter parameter = parameterOffsets.get(base);
            if (offset < 0 || offset + width > parameter.bytes()) {
                throw new UnknownInstructionException("reads beyond the " + parameter.bytes() + " bytes of '" + base + "'");
            }
            for (int n = 0; n < targets.size(); n++) {
                parameter(type, targets.get(n), Math.toIntExact(parameter.offset() + offset) + n * type.bytes());
            }
            return;
        }
        final MemoryAccess access = e.access(from, space(i, from), width, false);
        switch (RegisterFile.of(type)) {
            case FLOAT -> {
                final int[] d = targets.stream().mapToInt(e::floatTarget).toArray();
                if (d.length == 1) {
                    final int only = d[0];
                    e.emit((w, m) -> MemoryOps.loadFloat(access, w, only, m));
                } else {
                    e.emit((w, m) -> MemoryOps.loadFloats(access, w, d, m));
                }
            }
            case DOUBLE -> {
                final int[] d = targets.stream().mapToInt(e::doubleTarget).toArray();
                e.emit((w, m) -> MemoryOps.loadDoubles(access, w, d, m));
            }
            case LONG -> {
                final int[] d = targets.stream().mapToInt(e::longTarget).toArray();
                e.emit((w, m) -> MemoryOps.loadLongs(access, w, d, m));
            }
            case INT -> {
                final int[] d = targets.stream().mapToInt(t -> e.intTarget(t, type.isSigned())).toArray();
                e.emit((w, m) -> MemoryOps.loadInts(access, w, d, type.bytes(), type.isSigned(), m));
            }
            case PREDICATE -> throw Types.unsupported(type);
        }
    }

    private void parameter(PtxType type, Operand to, int offset) {
        switch (RegisterFile.of(type)) {
            case INT, FLOAT -> {
                final int d = e.intTarget(to, type.isSigned());
                e.emit((w, m) -> MemoryOps.parameterInt(w, offset, type.bytes(), type.isSigned(), d, m));
            }
            case LONG, DOUBLE -> {
                final int d = e.longTarget(to);
                e.emit((w, m) -> {
                    final long value = MemoryOps.parameterLong(w, offset);
                    for (int k = 0; k < Warp.LANES; k++) {
                        if ((m >>> k & 1) != 0) {
                            w.l[d + k] = value;
                        }
                    }
                });
            }
            case PREDICATE -> throw Types.unsupported(type);
        }
    }

    private void store(Instruction i) {
        final PtxType type = Types.last(i);
        final Operand to = i.operands().get(0);
        final List<Operand> values = elements(i.operands().get(1));
        final MemoryAccess access = e.access(to, space(i, to), width(type, values), true);
        switch (RegisterFile.of(type)) {
            case FLOAT -> {
                final int[] s = values.stream().mapToInt(e::floatSlot).toArray();
                e.emit((w, m) -> MemoryOps.storeFloats(access, w, s, m));
            }
            case DOUBLE -> {
                final int[] s = values.stream().mapToInt(e::doubleSlot).toArray();
                e.emit((w, m) -> MemoryOps.storeDoubles(access, w, s, m));
            }
            case LONG -> {
                final int[] s = values.stream().mapToInt(e::longSlot).toArray();
                e.emit((w, m) -> MemoryOps.storeLongs(access, w, s, m));
            }
            case INT -> {
                final int[] s = values.stream().mapToInt(e::intSlot).toArray();
                e.emit((w, m) -> MemoryOps.storeInts(access, w, s, type.bytes(), m));
            }
            case PREDICATE -> throw Types.unsupported(type);
        }
    }

    private static List<Operand> elements(Operand operand) {
        return operand instanceof Operand.Vector(List<Operand> elements) ? elements : List.of(operand);
    }

    private static int width(PtxType type, List<Operand> elements) {
        final int bytes = type.bytes() * elements.size();
        if (bytes > MAX_ACCESS || Integer.bitCount(bytes) != 1) {
            throw new UnknownInstructionException("a lane accesses 1, 2, 4, 8 or 16 bytes, not " + bytes);
        }
        return bytes;
    }

    /** The state space the instruction names, else that of the variable it addresses, else any. */
    private MemoryAccess.Space space(Instruction i, Operand address) {
        final String variable = address instanceof Operand.Address(String base, long _) ? spaces.getOrDefault(base, "") : "";
        for (final String modifier : i.modifiers()) {
            switch (modifier) {
                case "global", "const", "shared", "shared::cta", "shared::cluster", "local" -> {
                    return space(modifier);
                }
                case "param" -> {
                    // a call's parameter variable lies in local memory
                    return variable.equals("local") ? MemoryAccess.Space.LOCAL : MemoryAccess.Space.PARAM;
                }
                default -> {
                    // a hint, an order or a type
                }
            }
        }
        return variable.isEmpty() ? MemoryAccess.Space.GENERIC : space(variable);
    }

    private static MemoryAccess.Space space(String name) {
        return switch (name) {
            case "shared", "shared::cta" -> MemoryAccess.Space.SHARED;
            case "shared::cluster" -> MemoryAccess.Space.CLUSTER;
            case "local" -> MemoryAccess.Space.LOCAL;
            default -> MemoryAccess.Space.GLOBAL;
        };
    }

    private void atomic(Instruction i, boolean wantsOld) {
        final PtxType type = Types.last(i);
        final List<Operand> o = i.operands();
        int next = wantsOld ? 1 : 0;
        final Operand address = o.get(next++);
        final MemoryAccess access = e.access(address, space(i, address), type.bytes(), true);
        final Operand b = o.get(next++);
        final boolean compareAndSwap = i.has("cas");
        switch (RegisterFile.of(type)) {
            case INT -> {
                final int x = e.intSlot(b);
                final int y = compareAndSwap ? e.intSlot(o.get(next)) : -1;
                final int d = wantsOld ? e.intTarget(o.get(0)) : -1;
                final IntOps.Ternary op = type.isFloat() ? HalfForms.operation(i, type) : intAtomic(i, type);
                final boolean narrow = type.bytes() == Short.BYTES;
                e.emit((w, m) -> MemoryOps.atomicInt(access, w, op, narrow, d, x, y, m));
            }
            case LONG -> {
                final int x = e.longSlot(b);
                final int y = compareAndSwap ? e.longSlot(o.get(next)) : -1;
                final int d = wantsOld ? e.longTarget(o.get(0)) : -1;
                final LongOps.Ternary op = longAtomic(i, type);
                e.emit((w, m) -> MemoryOps.atomicLong(access, w, op, d, x, y, m));
            }
            case FLOAT -> {
                final int x = e.floatSlot(b);
                final int d = wantsOld ? e.floatTarget(o.get(0)) : -1;
                e.emit((w, m) -> MemoryOps.atomicAdd(access, w, d, x, m));
            }
            case DOUBLE -> {
                final int x = e.doubleSlot(b);
                final int d = wantsOld ? e.doubleTarget(o.get(0)) : -1;
                e.emit((w, m) -> MemoryOps.atomicDouble(access, w, Double::sum, d, x, m));
            }
            case PREDICATE -> throw Types.unsupported(type);
        }
    }

    private static IntOps.Ternary intAtomic(Instruction i, PtxType type) {
        final boolean signed = type.isSigned();
        if (i.has("add")) {
            return (old, b, c) -> old + b;
        } else if (i.has("inc")) {
            return (old, b, c) -> Integer.compareUnsigned(old, b) >= 0 ? 0 : old + 1;
        } else if (i.has("dec")) {
            return (old, b, c) -> old == 0 || Integer.compareUnsigned(old, b) > 0 ? b : old - 1;
        } else if (i.has("min")) {
            return signed ? (old, b, c) -> Math.min(old, b) : (old, b, c) -> Integer.compareUnsigned(old, b) <= 0 ? old : b;
        } else if (i.has("max")) {
            return signed ? (old, b, c) -> Math.max(old, b) : (old, b, c) -> Integer.compareUnsigned(old, b) >= 0 ? old : b;
        } else if (i.has("exch")) {
            return (old, b, c) -> b;
        } else if (i.has("cas")) {
            return (old, b, c) -> old == b ? c : old;
        } else if (i.has("and")) {
            return (old, b, c) -> old & b;
        } else if (i.has("or")) {
            return (old, b, c) -> old | b;
        } else if (i.has("xor")) {
            return (old, b, c) -> old ^ b;
        }
        throw new UnknownInstructionException("unknown atomic operation");
    }

    private static LongOps.Ternary longAtomic(Instruction i, PtxType type) {
        final boolean signed = type.isSigned();
        if (i.has("add")) {
            return (old, b, c) -> old + b;
        } else if (i.has("min")) {
            return signed ? (old, b, c) -> Math.min(old, b) : (old, b, c) -> Long.compareUnsigned(old, b) <= 0 ? old : b;
        } else if (i.has("max")) {
            return signed ? (old, b, c) -> Math.max(old, b) : (old, b, c) -> Long.compareUnsigned(old, b) >= 0 ? old : b;
        } else if (i.has("exch")) {
            return (old, b, c) -> b;
        } else if (i.has("cas")) {
            return (old, b, c) -> old == b ? c : old;
        } else if (i.has("and")) {
            return (old, b, c) -> old & b;
        } else if (i.has("or")) {
            return (old, b, c) -> old | b;
        } else if (i.has("xor")) {
            return (old, b, c) -> old ^ b;
        }
        throw new UnknownInstructionException("unknown atomic operation");
    }
}
