package io.samcp.simulator.counters;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What kind of work an instruction is; each belongs to one. */
public enum InstructionClass {
    INTEGER("integer"),
    FLOAT("float"),
    DOUBLE("double"),
    HALF("half"),
    TENSOR("tensor"),
    SPECIAL("special function"),
    CONVERSION("conversion"),
    COMPARE("compare"),
    MOVE("move"),
    CONTROL("control"),
    GLOBAL_LOAD("global load"),
    GLOBAL_STORE("global store"),
    SHARED_LOAD("shared load"),
    SHARED_STORE("shared store"),
    LOCAL("local"),
    CONSTANT("constant, parameter"),
    COPY("asynchronous copy"),
    ATOMIC("atomic"),
    WARP("shuffle, vote"),
    BARRIER("barrier");

    private static final Map<InstructionClass, Set<String>> OPCODES = Map.of(
            TENSOR, Set.of("mma", "wmma", "wgmma"),
            SPECIAL, Set.of("ex2", "lg2", "rcp", "sqrt", "rsqrt", "sin", "cos", "tanh"),
            CONVERSION, Set.of("cvt"),
            COMPARE, Set.of("setp", "set", "selp", "slct", "testp"),
            MOVE, Set.of("mov", "prmt", "cvta", "isspacep", "mapa", "getctarank", "createpolicy"),
            CONTROL, Set.of("bra", "brx", "call", "ret", "exit", "trap", "brkpt", "nanosleep", "pmevent", "setmaxnreg", "griddepcontrol"),
            COPY, Set.of("cp", "prefetch", "prefetchu", "applypriority", "discard"),
            ATOMIC, Set.of("atom", "red"),
            WARP, Set.of("shfl", "vote", "match", "redux", "activemask", "elect"),
            BARRIER, Set.of("bar", "barrier", "mbarrier", "membar", "fence"));

    private final String label;

    InstructionClass(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }

    /** Its name in JSON, e.g. {@code global_load}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class of an instruction. An access without a state space counts as one to global memory, where most of them go. */
    public static InstructionClass of(Instruction instruction) {
        final String opcode = instruction.opcode();
        for (final Map.Entry<InstructionClass, Set<String>> entry : OPCODES.entrySet()) {
            if (entry.getValue().contains(opcode)) {
                return entry.getKey();
            }
        }
        return switch (opcode) {
            case "ld", "ldu" -> memory(instruction, GLOBAL_LOAD, SHARED_LOAD);
            case "st" -> memory(instruction, GLOBAL_STORE, SHARED_STORE);
            case "ldmatrix" -> SHARED_LOAD;
            case "stmatrix" -> SHARED_STORE;
            default -> arithmetic(instruction);
        };
    }

    private static InstructionClass memory(Instruction instruction, InstructionClass global, InstructionClass shared) {
        for (final String modifier : instruction.modifiers()) {
            switch (modifier) {
                case "shared", "shared::cta", "shared::cluster" -> {
                    return shared;
                }
                case "local" -> {
                    return LOCAL;
                }
                case "const", "param" -> {
                    return CONSTANT;
                }
                default -> {
                    // order, cache or type
                }
            }
        }
        return global;
    }

    private static InstructionClass arithmetic(Instruction instruction) {
        PtxType last = PtxType.B32;
        for (final String modifier : instruction.modifiers()) {
            last = PtxType.of(modifier).orElse(last);
        }
        return switch (last) {
            case F32, TF32 -> FLOAT;
            case F64 -> DOUBLE;
            case F16, BF16, F16X2, BF16X2 -> HALF;
            default -> INTEGER;
        };
    }
}
