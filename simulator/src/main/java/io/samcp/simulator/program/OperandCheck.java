package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.List;
import java.util.Map;

/**
 * Compares the operands of one instruction with what its form wants. A register of bits goes with any type of its size, integers of one size
 * go with each other, and floats only with themselves.
 */
final class OperandCheck {

    /** Where functions stand, whose addresses can be taken but neither read nor written. */
    static final String FUNCTION = "func";

    private static final List<String> ADDRESSED = List.of("global", "shared", "local", "param", "const");

    private final Map<String, PtxType> registers;
    private final Map<String, Variable> variables;
    private final java.util.Set<String> labels;
    private final Instruction i;
    private final List<PtxType> types;

    OperandCheck(Map<String, PtxType> registers, Map<String, Variable> variables, java.util.Set<String> labels, Instruction instruction) {
        this.registers = registers;
        this.variables = variables;
        this.labels = labels;
        this.i = instruction;
        this.types = InstructionPattern.types(instruction);
    }

    /**
     * Compares all operands.
     *
     * @throws UnknownInstructionException if one does not fit
     */
    void against(List<OperandRule> rules) {
        final List<Operand> operands = i.operands();
        final long needed = rules.stream().filter(r -> !r.optional()).count();
        if (operands.size() < needed || operands.size() > rules.size()) {
            throw new UnknownInstructionException("too " + (operands.size() < needed ? "few" : "many") + " operands");
        }
        for (int k = 0; k < operands.size(); k++) {
            operand(operands.get(k), rules.get(k));
        }
    }

    private void operand(Operand operand, OperandRule rule) {
        if (operand instanceof Operand.Pair(Operand first, Operand second) && rule.paired()) {
            if (!sink(first)) {
                operand(first, new OperandRule(0, rule.kind(), true, false, false, false, false));
            }
            if (!sink(second)) {
                predicate(second, true);
            }
            return;
        }
        if (rule.sink() && sink(operand)) {
            return;
        }
        if (rule.count() > 0) {
            fragment(operand, rule);
            return;
        }
        switch (rule.kind()) {
            case "p" -> predicate(operand, rule.written());
            case "m" -> address(operand, space());
            case "ms" -> address(operand, "shared");
            case "" -> throw wrong(operand, "is not _, and there is no result");
            case "xs" -> sharedAddress(operand);
            case "mg" -> address(operand, "global");
            case "v" -> vector(operand, rule);
            case "n" -> require(operand instanceof Operand.Int, operand, "is not an integer literal");
            case "x" -> source(operand);
            case "pack", "unpack" -> parts(operand, rule.written());
            case "label" -> require(operand instanceof Operand.Name(String name) && labels.contains(name), operand, "is not a label");
            default -> value(operand, type(rule.kind()), rule.written(), rule.wider());
        }
    }

    private PtxType type(String kind) {
        return switch (kind) {
            case "t" -> types.getLast();
            case "t0" -> types.get(0);
            case "t1" -> types.get(1);
            case "w" -> switch (types.getLast()) {
                case S16 -> PtxType.S32;
                case U16 -> PtxType.U32;
                case S32 -> PtxType.S64;
                default -> PtxType.U64;
            };
            default -> PtxType.of(kind).orElseThrow();
        };
    }

    private void value(Operand operand, PtxType type, boolean written, boolean wider) {
        switch (operand) {
            case Operand.Name(String name) when registers.containsKey(name) ->
                require(compatible(registers.get(name), type, wider), operand,
                        "of type " + Lowerer.name(registers.get(name)) + " does not fit");
            case Operand.Name(String name) when name.equals("WARP_SZ") && !written && !type.isFloat() -> {
                // a literal with a name
            }
            case Operand.Name(String name) when SpecialRegisters.NAMES.contains(name) && i.opcode().equals("cvt") && !written -> {
                // the one instruction besides mov that takes special registers
            }
            case Operand.Int _ -> require(!written && !type.isFloat(), operand, "does not fit");
            case Operand.Real(_, int bits) -> require(!written && (type == PtxType.F32 || type == PtxType.F64
                    || type.kind() == PtxType.Kind.BITS && type.bits() == bits), operand, "does not fit");
            default -> throw wrong(operand, "is not a declared register");
        }
    }

    private static boolean compatible(PtxType register, PtxType type, boolean wider) {
        if (register == PtxType.PRED) {
            return false;
        }
        final boolean size = wider && (register.kind() != PtxType.Kind.FLOAT || type.kind() == PtxType.Kind.BITS)
                ? register.bytes() >= type.bytes()
                : register.bytes() == type.bytes();
        final boolean bits = register.kind() == PtxType.Kind.BITS || type.kind() == PtxType.Kind.BITS;
        return size && (bits || register == type || !register.isFloat() && !type.isFloat());
    }

    private void predicate(Operand operand, boolean written) {
        final Operand inner = operand instanceof Operand.Not(Operand p) && !written ? p : operand;
        final boolean moved = i.opcode().equals("mov") && !written;
        final boolean constant = inner instanceof Operand.Int
                || inner instanceof Operand.Name(String n) && n.equals(SpecialRegisters.PREDICATE);
        require(moved && constant || inner instanceof Operand.Name(String name) && registers.get(name) == PtxType.PRED, operand,
                "is not a predicate");
    }

    /** The state space that the instruction names, or nothing. */
    private String space() {
        return i.modifiers().stream().map(m -> m.startsWith("shared::") ? "shared" : m).filter(ADDRESSED::contains).findFirst().orElse("");
    }

    private void address(Operand operand, String space) {
        if (!(operand instanceof Operand.Address(String base, _))) {
            throw wrong(operand, "is not an address in brackets");
        }
        final Variable variable = variables.get(base);
        if (variable != null) {
            require((space.isEmpty() || variable.space().equals(space)) && !variable.space().equals(FUNCTION), operand,
                    "lies in ." + variable.space());
        } else if (base.isEmpty()) {
            require(space.equals("local"), operand, "is an immediate address, which only .local has");
        } else {
            final PtxType type = registers.get(base);
            require(type != null, operand, "is not declared");
            require(type != PtxType.PRED && !type.isFloat(), operand, "has no integer in it");
            require(type.bits() == Long.SIZE || type.bits() == Integer.SIZE && !space.equals("global") && !space.equals("const")
                    && (!space.isEmpty() || i.opcode().equals("ldmatrix")), operand, "is not a 64-bit address");
        }
    }

    private void vector(Operand operand, OperandRule rule) {
        final int wanted = i.has("v4") ? 4 : i.has("v2") ? 2 : 1;
        final List<Operand> elements = operand instanceof Operand.Vector(List<Operand> all) ? all : List.of(operand);
        require(elements.size() == wanted, operand, "does not have " + wanted + (wanted == 1 ? " element" : " elements"));
        for (final Operand element : elements) {
            if (!(sink(element) && rule.written() && wanted > 1)) {
                value(element, types.getLast(), rule.written(), rule.wider());
            }
        }
    }

    private void fragment(Operand operand, OperandRule rule) {
        if (!(operand instanceof Operand.Vector(List<Operand> elements))) {
            throw wrong(operand, "is not a list in braces");
        }
        require(elements.size() == rule.count(), operand, "does not have " + rule.count() + (rule.count() == 1 ? " element" : " elements"));
        for (final Operand element : elements) {
            value(element, type(rule.kind()), rule.written(), false);
            require(rule.written() || !rule.kind().equals("b32") || registers.get(Emitter.text(element)) != PtxType.F32, element,
                    "is a float, which is no part of a matrix");
        }
    }

    /** What mov and cvta take: registers, literals, special registers, addresses of variables. */
    private void source(Operand operand) {
        final PtxType type = types.getLast();
        final String name = operand instanceof Operand.Name(String n) ? n : operand instanceof Operand.Address(String base, _) ? base : "";
        if (SpecialRegisters.NAMES.contains(name)) {
            require(!type.isFloat() && (type.bits() == Long.SIZE
                    ? SpecialRegisters.isWide(name)
                    : !SpecialRegisters.isWide(name) || name.equals("%gridid")), operand, "does not fit");
        } else if (variables.containsKey(name)) {
            require(!type.isFloat() && type.bits() >= Integer.SIZE, operand, "is an address");
        } else {
            value(operand, type, false, false);
        }
    }

    /** A register, or a variable in shared memory. */
    private void sharedAddress(Operand operand) {
        final String name = operand instanceof Operand.Name(String n) ? n : operand instanceof Operand.Address(String base, _) ? base : "";
        if (variables.containsKey(name)) {
            require(i.has("shared::cluster") && variables.get(name).space().equals("shared"), operand, "is no address of shared memory");
        } else {
            value(operand, types.getLast(), false, false);
        }
    }

    private void parts(Operand operand, boolean written) {
        if (!(operand instanceof Operand.Vector(List<Operand> elements))) {
            throw wrong(operand, "is not a list in braces");
        }
        require(elements.size() == 2 || elements.size() == 4, operand, "does not have 2 or 4 elements");
        final int bits = types.getLast().bits() / elements.size();
        PtxType first = null;
        for (final Operand element : elements) {
            if (element instanceof Operand.Int && !written || sink(element) && written) {
                continue;
            }
            final PtxType type = element instanceof Operand.Name(String name) ? registers.get(name) : null;
            require(type != null && type.bits() == bits, element, "is not a register of " + bits + " bits");
            require(first == null || first == type || compatible(first, type, false), element, "is of another type than its neighbour");
            first = type;
        }
    }

    private static boolean sink(Operand operand) {
        return operand instanceof Operand.Name(String name) && name.equals("_");
    }

    private static void require(boolean condition, Operand operand, String otherwise) {
        if (!condition) {
            throw wrong(operand, otherwise);
        }
    }

    private static UnknownInstructionException wrong(Operand operand, String what) {
        return new UnknownInstructionException("'" + Emitter.text(operand) + "' " + what);
    }
}
