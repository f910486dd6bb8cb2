package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads, stores and atomics of one thread on its own memory (PTX ISA 9.7.9, 9.7.13), one after the other. {@code %global}, {@code %shared} and
 * {@code %local} point to its global, shared and local memory; cvta and mov make other names for the same.
 */
final class MemoryOracle implements Oracle {

    private static final Pattern PARTS = Pattern.compile("\\{[^}]*}|\\[[^]]*]|[^\\s,]+");
    private static final Pattern ADDRESS = Pattern.compile("\\[([%\\w]+)(?:\\+(\\d+))?]");

    /** One thread. */
    private static final class State {

        private final Map<String, Long> registers = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, ByteBuffer> rooms = new HashMap<>();

        ByteBuffer room(String name) {
            return rooms.computeIfAbsent(names.getOrDefault(name, name), n -> initial(n));
        }

        private static ByteBuffer initial(String name) {
            final ByteBuffer room = ByteBuffer.allocate(Batch.ROOM).order(ByteOrder.LITTLE_ENDIAN);
            switch (name) {
                case "k" -> room.putInt(0, ModuleText.K);
                case "fixed", "constants" -> { // as head.ptx has them
                    for (int i = 0; i < 16; i++) {
                        room.put(i, (byte) (0x7E + i));
                    }
                }
                default -> {
                    // zeros; nothing reads what it did not write
                }
            }
            return room;
        }
    }

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final State state = new State();
        for (int i = 0; i < block[thread].length; i++) {
            state.registers.put(MicroProgram.OPERANDS.get(i), block[thread][i]);
        }
        program.body().instructions().forEach(i -> step(i, state));
        final Expected[] results = new Expected[program.results().size()];
        for (int r = 0; r < results.length; r++) {
            results[r] = Expected.bits(state.registers.get(MicroProgram.RESULTS.get(r)));
        }
        return results;
    }

    private static void step(String instruction, State state) {
        final List<String> words = new ArrayList<>();
        final Matcher matcher = PARTS.matcher(instruction);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        final Mnemonic m = Mnemonic.parse(words.getFirst());
        switch (m.opcode()) {
            case "mov", "cvta" -> state.names.put(words.get(1), state.names.getOrDefault(words.get(2), words.get(2)));
            case "ld", "ldu" -> load(m, words, state);
            case "st" -> store(m, words, state);
            case "atom" -> atomic(m, words.get(1), words.get(2), words.subList(3, words.size()), state);
            case "red" -> atomic(m, "_", words.get(1), words.subList(2, words.size()), state);
            case "prefetch", "prefetchu", "membar", "fence", "discard", "applypriority", "bar" -> {
                // changes nothing that one thread sees
            }
            default -> throw new IllegalArgumentException(instruction + " is no memory instruction");
        }
    }

    private static List<String> elements(String operand) {
        return operand.startsWith("{")
                ? List.of(operand.substring(1, operand.length() - 1).strip().split("[\\s,]+", -1))
                : List.of(operand);
    }

    private static Matcher address(String operand) {
        final Matcher address = ADDRESS.matcher(operand);
        if (!address.matches()) {
            throw new IllegalArgumentException("no address: " + operand);
        }
        return address;
    }

    private static int offset(Matcher address) {
        return address.group(2) == null ? 0 : Integer.parseInt(address.group(2));
    }

    private static void load(Mnemonic m, List<String> words, State state) {
        final Matcher address = address(words.get(2));
        int at = offset(address);
        for (final String target : elements(words.get(1))) {
            // a wider register takes the sign of a signed number, else zeros
            state.registers.put(target, IntegerOracle.value(get(state.room(address.group(1)), at, m.type()), m.type()).longValue());
            at += m.type().bytes();
        }
    }

    private static void store(Mnemonic m, List<String> words, State state) {
        final Matcher address = address(words.get(1));
        int at = offset(address);
        for (final String source : elements(words.get(2))) {
            put(state.room(address.group(1)), at, m.type(), value(source, state));
            at += m.type().bytes();
        }
    }

    private static long value(String operand, State state) {
        return operand.startsWith("%") ? state.registers.get(operand) : Long.decode(operand);
    }

    private static long get(ByteBuffer room, int at, PtxType type) {
        return switch (type.bytes()) {
            case 1 -> room.get(at);
            case 2 -> room.getShort(at);
            case 4 -> room.getInt(at);
            default -> room.getLong(at);
        };
    }

    private static void put(ByteBuffer room, int at, PtxType type, long value) {
        switch (type.bytes()) {
            case 1 -> room.put(at, (byte) value);
            case 2 -> room.putShort(at, (short) value);
            case 4 -> room.putInt(at, (int) value);
            default -> room.putLong(at, value);
        }
    }

    private static void atomic(Mnemonic m, String target, String where, List<String> operands, State state) {
        final Matcher address = address(where);
        final ByteBuffer room = state.room(address.group(1));
        final long old = get(room, offset(address), m.type());
        final long b = value(operands.get(0), state);
        final long c = operands.size() > 1 ? value(operands.get(1), state) : 0;
        final boolean global = state.names.getOrDefault(address.group(1), address.group(1)).equals("%global");
        put(room, offset(address), m.type(), after(m, old, b, c, global));
        state.registers.put(target, old);
    }

    /** What the memory holds after an atomic operation. */
    static long after(Mnemonic m, long old, long b, long c, boolean global) {
        final PtxType type = m.type();
        final long mask = MicroProgram.mask(type);
        if (type.isFloat()) {
            // .f32 in global memory is flushed, elsewhere it is not
            final List<String> modifiers = List.of(type == PtxType.F32 && global ? "ftz" : "rn", type.name().toLowerCase(Locale.ROOT));
            return FloatOracle.result(Mnemonic.of("add", modifiers), new long[]{old & mask, b & mask}).bits();
        }
        final BigInteger x = IntegerOracle.value(old, type);
        final BigInteger y = IntegerOracle.value(b, type);
        final String operation = m.modifiers().stream()
                .filter(List.of("add", "inc", "dec", "min", "max", "and", "or", "xor", "exch", "cas")::contains)
                .findFirst().orElseThrow();
        return switch (operation) {
            case "add" -> x.add(y).longValue();
            case "inc" -> x.compareTo(y) >= 0 ? 0 : x.longValue() + 1;
            case "dec" -> x.signum() == 0 || x.compareTo(y) > 0 ? y.longValue() : x.longValue() - 1;
            case "min" -> x.min(y).longValue();
            case "max" -> x.max(y).longValue();
            case "and" -> old & b;
            case "or" -> old | b;
            case "xor" -> old ^ b;
            case "exch" -> b;
            default -> x.equals(y) ? c : old;
        };
    }
}
