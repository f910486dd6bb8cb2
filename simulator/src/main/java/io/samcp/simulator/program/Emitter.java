package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.MemoryAccess;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.RegisterUse;
import io.samcp.simulator.exec.RegisterUse.Register;
import io.samcp.simulator.exec.Slots;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.exec.Warp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives out register slots and collects steps. Every operand an instruction reads becomes a slot in the file it wants: immediates and
 * special registers have slots of their own, and a register kept in another file is copied bit by bit by an extra step.
 */
final class Emitter {

    private static final int LANES = Warp.LANES;

    private final Map<String, PtxType> registers;
    private final Map<String, Long> addresses;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Integer> constantSlots = new HashMap<>();
    private final Map<String, Integer> specialSlots = new HashMap<>();
    private final List<Program.Constant> constants = new ArrayList<>();
    private final List<Program.Special> specials = new ArrayList<>();
    private final int[] used = new int[RegisterFile.values().length];

    private final List<Emitted> emitted = new ArrayList<>();
    private final List<Step> after = new ArrayList<>();
    private final Set<Register> reads = new LinkedHashSet<>();
    private final Set<Register> writes = new LinkedHashSet<>();
    private Instruction current;

    /** A step with its instruction; control instructions have kinds and operands of their own. */
    record Emitted(Program.Kind kind, Step step, Instruction source, int guard, String label, RegisterUse use) {}

    Emitter(Map<String, PtxType> registers, Map<String, Long> addresses) {
        this.registers = registers;
        this.addresses = addresses;
    }

    void begin(Instruction instruction) {
        current = instruction;
        reads.clear();
        writes.clear();
    }

    /** Writes what must follow the instruction. */
    void end() {
        after.forEach(this::emit);
        after.clear();
    }

    void emit(Step step) {
        control(Program.Kind.STEP, step, null);
    }

    void control(Program.Kind kind, Step step, String label) {
        emitted.add(new Emitted(kind, step, current, guard(), label,
                new RegisterUse(List.copyOf(reads), List.copyOf(writes), current.opcode().equals("mov"))));
        reads.clear();
        writes.clear();
    }

    private int guard() {
        return current.guard().isEmpty() ? -1 : predicate(new Operand.Name(current.guard()));
    }

    /** A step of the engine's own, before the instruction has all its operands. */
    private void emitCopy(Step step) {
        emitted.add(new Emitted(Program.Kind.STEP, step, current, guard(), null, RegisterUse.NONE));
    }

    List<Emitted> emitted() {
        return emitted;
    }

    List<Program.Constant> constants() {
        return constants;
    }

    List<Program.Special> specials() {
        return specials;
    }

    Slots sizes() {
        return new Slots(used[RegisterFile.INT.ordinal()], used[RegisterFile.FLOAT.ordinal()], used[RegisterFile.LONG.ordinal()],
                used[RegisterFile.DOUBLE.ordinal()], used[RegisterFile.PREDICATE.ordinal()]);
    }

    /** Type a register was declared with, or null. */
    PtxType declared(Operand operand) {
        return operand instanceof Operand.Name(String name) ? registers.get(name) : null;
    }

    boolean isVariable(String name) {
        return addresses.containsKey(name);
    }

    /** Whether an address is that of a variable, whose state space is known. */
    boolean isVariable(Operand address) {
        return address instanceof Operand.Address(String base, long _) && addresses.containsKey(base);
    }

    long variable(String name) {
        return addresses.get(name);
    }

    // ---- reading ----

    int intSlot(Operand operand) {
        return read(operand, RegisterFile.INT);
    }

    int floatSlot(Operand operand) {
        return read(operand, RegisterFile.FLOAT);
    }

    int longSlot(Operand operand) {
        return read(operand, RegisterFile.LONG);
    }

    int doubleSlot(Operand operand) {
        return read(operand, RegisterFile.DOUBLE);
    }

    /** The carry that extended-precision instructions hand on. */
    int carry() {
        return slot("carry", RegisterFile.PREDICATE);
    }

    /** A predicate to be written, which may be the sink. */
    int predicateTarget(Operand operand) {
        if (operand instanceof Operand.Name(String name) && name.equals("_")) {
            return fresh(RegisterFile.PREDICATE);
        }
        final int slot = predicate(operand);
        writes.add(new Register(text(operand), letter(RegisterFile.PREDICATE), slot));
        return slot;
    }

    /** A predicate to be read, perhaps negated. */
    Predicate condition(Operand operand) {
        final boolean negated = operand instanceof Operand.Not;
        final Operand register = operand instanceof Operand.Not(Operand inner) ? inner : operand;
        if (register instanceof Operand.Name(String name) && name.equals(SpecialRegisters.PREDICATE)) {
            return new Predicate(slotOfSpecial(name, RegisterFile.PREDICATE), negated ? -1 : 0);
        }
        final int slot = predicate(register);
        reads.add(new Register(text(register), letter(RegisterFile.PREDICATE), slot));
        return new Predicate(slot, negated ? -1 : 0);
    }

    /**
     * A predicate register, perhaps negated.
     *
     * @param slot its slot
     * @param flip all ones if it is negated
     */
    record Predicate(int slot, int flip) {

        int lanes(Warp w) {
            return w.p[slot] ^ flip;
        }
    }

    private int predicate(Operand operand) {
        if (operand instanceof Operand.Name(String name) && registers.get(name) == PtxType.PRED) {
            return slot(name, RegisterFile.PREDICATE);
        }
        throw new UnknownInstructionException("'" + text(operand) + "' is not a predicate");
    }

    int read(Operand operand, RegisterFile wanted) {
        return switch (operand) {
            case Operand.Int(long value) -> constant(wanted, value);
            case Operand.Real(double value, _) -> constant(wanted, wanted == RegisterFile.FLOAT || wanted == RegisterFile.INT
                    ? Integer.toUnsignedLong(Float.floatToRawIntBits((float) value))
                    : Double.doubleToRawLongBits(value));
            case Operand.Name(String name) -> readName(name, wanted);
            case Operand.Address(String base, long offset) when addresses.containsKey(base) ->
                constant(wanted, addresses.get(base) + offset);
            default -> throw new UnknownInstructionException("unexpected operand " + text(operand));
        };
    }

    private int readName(String name, RegisterFile wanted) {
        final PtxType type = registers.get(name);
        if (type == null) {
            if (name.equals("WARP_SZ")) {
                return constant(wanted, LANES);
            }
            if (addresses.containsKey(name)) {
                return constant(wanted, addresses.get(name));
            }
            return special(name, wanted);
        }
        final RegisterFile own = RegisterFile.of(type);
        final int slot = slot(name, own);
        reads.add(new Register(name, letter(own), slot));
        if (own == wanted) {
            return slot;
        }
        final int copy = fresh(wanted);
        emitCopy(bitCopy(own, slot, wanted, copy, false));
        return copy;
    }

    private int special(String name, RegisterFile wanted) {
        if (!SpecialRegisters.NAMES.contains(name)) {
            throw new UnknownInstructionException("'" + name + "' is not declared");
        }
        if (SpecialRegisters.isTime(name)) {
            return time(name, wanted);
        }
        final boolean wide = SpecialRegisters.isWide(name);
        final RegisterFile own = wide ? RegisterFile.LONG : RegisterFile.INT;
        final int slot = slotOfSpecial(name, own);
        if (own == wanted) {
            return slot;
        }
        final int copy = fresh(wanted);
        emitCopy(bitCopy(own, slot, wanted, copy, false));
        return copy;
    }

    private int slotOfSpecial(String name, RegisterFile file) {
        return specialSlots.computeIfAbsent(name, n -> {
            final int slot = fresh(file);
            specials.add(new Program.Special(n, letter(file), slot));
            return slot;
        });
    }

    /** The clock goes on while a warp runs, so it is read when the instruction executes. */
    private int time(String name, RegisterFile wanted) {
        final int slot = fresh(wanted);
        final int shift = name.endsWith("_hi") ? Integer.SIZE : 0;
        emitCopy((w, m) -> {
            final long now = System.nanoTime() >>> shift;
            for (int k = 0; k < LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    put(w, wanted, slot + k, now);
                }
            }
        });
        return slot;
    }

    int constant(RegisterFile file, long bits) {
        return constantSlots.computeIfAbsent(file + ":" + bits, k -> {
            final int slot = fresh(file);
            if (file == RegisterFile.PREDICATE) {
                throw new UnknownInstructionException("a predicate cannot be a literal");
            }
            constants.add(new Program.Constant(letter(file), slot, bits));
            return slot;
        });
    }

    // ---- writing ----

    int intTarget(Operand operand) {
        return target(operand, RegisterFile.INT);
    }

    /** The register may have 64 bits; its upper half takes the sign, or zeros. */
    int intTarget(Operand operand, boolean signed) {
        return target(operand, RegisterFile.INT, signed);
    }

    int floatTarget(Operand operand) {
        return target(operand, RegisterFile.FLOAT);
    }

    int longTarget(Operand operand) {
        return target(operand, RegisterFile.LONG);
    }

    int doubleTarget(Operand operand) {
        return target(operand, RegisterFile.DOUBLE);
    }

    int target(Operand operand, RegisterFile wanted) {
        return target(operand, wanted, false);
    }

    private int target(Operand operand, RegisterFile wanted, boolean signed) {
        if (!(operand instanceof Operand.Name(String name))) {
            throw new UnknownInstructionException("'" + text(operand) + "' cannot be written");
        }
        if (name.equals("_")) {
            return fresh(wanted);
        }
        final PtxType type = registers.get(name);
        if (type == null) {
            throw new UnknownInstructionException("'" + name + "' is not a declared register");
        }
        final RegisterFile own = RegisterFile.of(type);
        final int slot = slot(name, own);
        writes.add(new Register(name, letter(own), slot));
        if (own == wanted) {
            return slot;
        }
        final int copy = fresh(wanted);
        after.add(bitCopy(wanted, copy, own, slot, signed));
        return copy;
    }

    private static char letter(RegisterFile file) {
        return switch (file) {
            case INT -> 'i';
            case FLOAT -> 'f';
            case LONG -> 'l';
            case DOUBLE -> 'd';
            case PREDICATE -> 'p';
        };
    }

    private int slot(String name, RegisterFile file) {
        return slots.computeIfAbsent(name, n -> fresh(file));
    }

    /** A new slot; for predicates its number, else its first index. */
    int fresh(RegisterFile file) {
        final int number = used[file.ordinal()]++;
        return file == RegisterFile.PREDICATE ? number : number * LANES;
    }

    /** Copies bits from a register of one file to one of another; what is wider takes the sign or zeros, what is narrower the low bits. */
    private static Step bitCopy(RegisterFile from, int source, RegisterFile to, int target, boolean signed) {
        if (from == RegisterFile.FLOAT && to == RegisterFile.INT) {
            return (w, m) -> {
                for (int k = 0; k < LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        w.i[target + k] = Float.floatToRawIntBits(w.f[source + k]);
                    }
                }
            };
        }
        if (from == RegisterFile.INT && to == RegisterFile.FLOAT) {
            return (w, m) -> {
                for (int k = 0; k < LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        w.f[target + k] = Float.intBitsToFloat(w.i[source + k]);
                    }
                }
            };
        }
        if (from == RegisterFile.PREDICATE || to == RegisterFile.PREDICATE) {
            throw new UnknownInstructionException("a predicate has no bits to copy");
        }
        return (w, m) -> {
            for (int k = 0; k < LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    put(w, to, target + k, bits(w, from, source + k, signed));
                }
            }
        };
    }

    private static long bits(Warp w, RegisterFile file, int at, boolean signed) {
        return switch (file) {
            case INT -> signed ? w.i[at] : w.i[at] & 0xFFFFFFFFL;
            case FLOAT -> Float.floatToRawIntBits(w.f[at]) & 0xFFFFFFFFL;
            case LONG -> w.l[at];
            case DOUBLE -> Double.doubleToRawLongBits(w.d[at]);
            case PREDICATE -> throw new IllegalStateException("predicate");
        };
    }

    private static void put(Warp w, RegisterFile file, int at, long bits) {
        switch (file) {
            case INT -> w.i[at] = (int) bits;
            case FLOAT -> w.f[at] = Float.intBitsToFloat((int) bits);
            case LONG -> w.l[at] = bits;
            case DOUBLE -> w.d[at] = Double.longBitsToDouble(bits);
            case PREDICATE -> throw new IllegalStateException("predicate");
        }
    }

    // ---- addresses ----

    MemoryAccess access(Operand operand, MemoryAccess.Space space, int bytes, boolean write) {
        if (!(operand instanceof Operand.Address(String base, long offset))) {
            if (operand instanceof Operand.Name(String name)) {
                return access(new Operand.Address(name, 0), space, bytes, write);
            }
            throw new UnknownInstructionException("'" + text(operand) + "' is not an address");
        }
        if (base.isEmpty()) {
            return new MemoryAccess(space, bytes, write, ordering(), true, constant(RegisterFile.LONG, offset), 0);
        }
        if (addresses.containsKey(base)) {
            return new MemoryAccess(space, bytes, write, ordering(), true, constant(RegisterFile.LONG, addresses.get(base)), offset);
        }
        final PtxType type = registers.get(base);
        if (type == null) {
            throw new UnknownInstructionException("'" + base + "' is not declared");
        }
        final RegisterFile file = RegisterFile.of(type) == RegisterFile.LONG ? RegisterFile.LONG : RegisterFile.INT;
        final int slot = slot(base, file);
        reads.add(new Register(base, letter(file), slot));
        return new MemoryAccess(space, bytes, write, ordering(), file == RegisterFile.LONG, slot, offset);
    }

    private MemoryAccess.Ordering ordering() {
        if (current.opcode().equals("atom") || current.opcode().equals("red")) {
            return current.has("acquire") || current.has("release") || current.has("acq_rel")
                    ? MemoryAccess.Ordering.ATOMIC_ACQUIRE_RELEASE
                    : MemoryAccess.Ordering.ATOMIC;
        } else if (current.has("acquire")) {
            return MemoryAccess.Ordering.ACQUIRE;
        } else if (current.has("release")) {
            return MemoryAccess.Ordering.RELEASE;
        }
        return current.has("volatile") || current.has("relaxed") ? MemoryAccess.Ordering.STRONG : MemoryAccess.Ordering.WEAK;
    }

    static String text(Operand operand) {
        return switch (operand) {
            case Operand.Name(String name) -> name;
            case Operand.Int(long value) -> Long.toString(value);
            case Operand.Real(double value, _) -> Double.toString(value);
            case Operand.Address(String base, long offset) -> "[" + base + "+" + offset + "]";
            default -> operand.toString();
        };
    }
}
