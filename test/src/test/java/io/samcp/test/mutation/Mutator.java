package io.samcp.test.mutation;

import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.parse.PtxParser;
import io.samcp.simulator.parse.PtxSyntaxException;
import io.samcp.simulator.program.Lowerer;
import io.samcp.simulator.program.ModuleCheck;
import io.samcp.test.mutation.Mutant.Operator;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes all mutants of a kernel's text, always the same. What the engine does not accept, and so no assembler would, is no mutant. Functions are left
 * alone: they are copies of recipes, which {@code RecipeTest} tests and {@code KernelAssemblyTest} compares word for word.
 */
final class Mutator {

    private static final Map<String, String> ARITHMETIC = Map.ofEntries(Map.entry("add", "sub"), Map.entry("sub", "add"),
            Map.entry("mul", "add"), Map.entry("div", "mul"), Map.entry("rem", "div"), Map.entry("min", "max"), Map.entry("max", "min"),
            Map.entry("and", "or"), Map.entry("or", "and"), Map.entry("xor", "or"), Map.entry("neg", "mov"), Map.entry("abs", "mov"),
            Map.entry("sqrt", "mov"), Map.entry("rcp", "mov"), Map.entry("not", "mov"), Map.entry("popc", "clz"));
    private static final Map<String, List<String>> COMPARISONS = Map.ofEntries(Map.entry("lt", List.of("le", "ge")),
            Map.entry("le", List.of("lt", "gt")), Map.entry("gt", List.of("ge", "le")), Map.entry("ge", List.of("gt", "lt")),
            Map.entry("eq", List.of("ne")), Map.entry("ne", List.of("eq")), Map.entry("ltu", List.of("leu", "ge")),
            Map.entry("leu", List.of("ltu", "gt")), Map.entry("gtu", List.of("geu", "le")), Map.entry("geu", List.of("gtu", "lt")),
            Map.entry("equ", List.of("neu")), Map.entry("neu", List.of("equ")), Map.entry("nan", List.of("num")),
            Map.entry("num", List.of("nan")));
    /** To whole numbers; the last bit of a float is within every bound. */
    private static final Map<String, String> ROUNDINGS = Map.of("rni", "rzi", "rzi", "rni", "rmi", "rpi", "rpi", "rmi");
    private static final Map<String, String> WIDTHS = Map.of("u8", "s8", "s8", "u8", "u16", "s16", "s16", "u16", "u32", "u16", "b32", "b16",
            "s32", "s16");
    private static final Pattern ADDRESS = Pattern.compile("\\[\\s*([%\\w]+)\\s*(?:\\+\\s*(-?\\d+))?\\s*]");
    private static final Pattern INTEGER = Pattern.compile("-?\\d+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("0[fF]([0-9a-fA-F]{8})");
    private static final Pattern REGISTERS = Pattern.compile("\\.reg\\s+\\.(\\w+)\\s+([^;]*);");
    private static final Pattern RANGE = Pattern.compile("(%\\w+)<(\\d+)>");

    private final String kernel;
    private final String[] lines;
    private final List<Mutant> mutants = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    /** Types of registers declared so far. */
    private final Map<String, String> types = new LinkedHashMap<>();

    private Mutator(String kernel, String text) {
        this.kernel = kernel;
        this.lines = text.split("\n", -1);
    }

    /** All mutants of a text. */
    static List<Mutant> mutants(String kernel, String text) {
        final Mutator mutator = new Mutator(kernel, text);
        boolean inFunction = false;
        for (int i = 0; i < mutator.lines.length; i++) {
            inFunction |= mutator.lines[i].startsWith(".func");
            if (!inFunction) {
                mutator.line(i);
            }
            inFunction &= !mutator.lines[i].equals("}");
        }
        return mutator.mutants;
    }

    private void line(int index) {
        final String line = lines[index];
        final Matcher declared = REGISTERS.matcher(line);
        if (declared.find()) {
            declare(declared.group(1), declared.group(2));
            return;
        }
        final InstructionLine i = InstructionLine.parse(line).orElse(null);
        if (i == null || i.has("param") || i.opcode().equals("ret")) {
            return; // a parameter read wrongly is read wrongly by the first launch
        }
        arithmetic(index, i);
        comparison(index, i);
        constants(index, i);
        registers(index, i);
        addresses(index, i);
        if (List.of("bar", "barrier", "membar", "fence").contains(i.opcode())) {
            add(Operator.BARRIER, index, i, null);
        }
        if (!i.guard().isEmpty()) {
            add(Operator.PREDICATE, index, i, i.withGuard(""));
            add(Operator.PREDICATE, index, i,
                    i.withGuard(i.guard().startsWith("@!") ? "@" + i.guard().substring(2) : "@!" + i.guard().substring(1)));
        }
        widths(index, i);
        for (final Map.Entry<String, String> rounding : ROUNDINGS.entrySet()) {
            if (i.has(rounding.getKey())) {
                add(Operator.ROUNDING, index, i, replaced(i, rounding.getKey(), rounding.getValue()));
            }
        }
    }

    private void declare(String type, String names) {
        for (final String name : names.split(",", -1)) {
            final Matcher range = RANGE.matcher(name.strip());
            if (range.matches()) {
                for (int n = 0; n < Integer.parseInt(range.group(2)); n++) {
                    types.put(range.group(1) + n, type);
                }
            } else {
                types.put(name.strip(), type);
            }
        }
    }

    private static InstructionLine replaced(InstructionLine i, String modifier, String other) {
        return i.withMnemonic(("." + i.mnemonic() + ".").replace("." + modifier + ".", "." + other + ".").replaceAll("^\\.|\\.$", ""));
    }

    private void arithmetic(int index, InstructionLine i) {
        final String opcode = i.opcode();
        final String rest = i.mnemonic().substring(opcode.length());
        if (ARITHMETIC.containsKey(opcode)) {
            String other = ARITHMETIC.get(opcode) + rest;
            if (opcode.equals("mul")) {
                other = other.replace(".lo", "").replace(".wide", "");
            } else if (opcode.equals("div") && !i.has("f32") && !i.has("f64")) {
                other = other.replaceFirst("mul", "mul.lo");
            } else if (other.startsWith("mov")) {
                other = other.replace(".rn", "").replace(".approx", "").replace(".ftz", "");
            }
            add(Operator.ARITHMETIC, index, i, i.withMnemonic(other));
        }
        switch (opcode) {
            case "fma", "mad" -> add(Operator.ARITHMETIC, index, i,
                    i.withMnemonic("mul" + rest).withOperands(i.operands().subList(0, i.operands().size() - 1)));
            case "shl" -> add(Operator.ARITHMETIC, index, i, i.withMnemonic("shr" + rest.replace(".b", ".u")));
            case "shr" -> add(Operator.ARITHMETIC, index, i, i.withMnemonic("shl" + rest.replaceAll("\\.[us]", ".b")));
            case "selp" -> add(Operator.ARITHMETIC, index, i,
                    i.withOperands(List.of(i.operands().get(0), i.operands().get(2), i.operands().get(1), i.operands().get(3))));
            default -> {
                // nothing to take its place
            }
        }
    }

    private void comparison(int index, InstructionLine i) {
        if (!i.opcode().equals("setp") && !i.opcode().equals("set")) {
            return;
        }
        final String comparison = i.mnemonic().split("\\.", -1)[1];
        for (final String other : COMPARISONS.getOrDefault(comparison, List.of())) {
            add(Operator.COMPARISON, index, i, replaced(i, comparison, other));
        }
        if (i.has("and") || i.has("or")) {
            add(Operator.COMPARISON, index, i, i.has("and") ? replaced(i, "and", "or") : replaced(i, "or", "and"));
        }
    }

    private void constants(int index, InstructionLine i) {
        for (int o = 0; o < i.operands().size(); o++) {
            final String operand = i.operands().get(o);
            final Matcher real = FLOAT.matcher(operand);
            if (INTEGER.matcher(operand).matches()) {
                final long value = operand.startsWith("0x") ? Long.parseUnsignedLong(operand.substring(2), 16) : Long.parseLong(operand);
                add(Operator.CONSTANT, index, i, i.withOperand(o, Long.toString(value + 1)));
                add(Operator.CONSTANT, index, i, i.withOperand(o, Long.toString(value - 1)));
            } else if (real.matches()) {
                final int bits = Integer.parseUnsignedInt(real.group(1), 16);
                if (bits << 1 == 0) {
                    add(Operator.CONSTANT, index, i, i.withOperand(o, "0f3F800000"));
                } else {
                    add(Operator.CONSTANT, index, i, i.withOperand(o, "0f%08X".formatted(bits ^ Integer.MIN_VALUE)));
                    add(Operator.CONSTANT, index, i, i.withOperand(o, "0f%08X".formatted(bits + (1 << 20)))); // by an eighth
                }
            }
        }
    }

    /** Each source, in place of the register of its type that was declared before or after it. */
    private void registers(int index, InstructionLine i) {
        final boolean writesFirst = !List.of("st", "red", "bar", "bra").contains(i.opcode());
        for (int o = writesFirst ? 1 : 0; o < i.operands().size(); o++) {
            final String operand = i.operands().get(o);
            final String type = types.get(operand);
            if (type != null) {
                final List<String> alike = types.entrySet().stream().filter(e -> e.getValue().equals(type)).map(Map.Entry::getKey).toList();
                if (alike.size() > 1) {
                    final int at = alike.indexOf(operand);
                    add(Operator.REGISTER, index, i, i.withOperand(o, alike.get(at == 0 ? 1 : at - 1)));
                }
            }
        }
    }

    private void addresses(int index, InstructionLine i) {
        for (int o = 0; o < i.operands().size(); o++) {
            final Matcher address = ADDRESS.matcher(i.operands().get(o));
            if (address.matches()) {
                final int bytes = i.has("b64") || i.has("u64") || i.has("s64") || i.has("f64") ? 8 : i.has("u8") || i.has("s8") ? 1 : 4;
                final int offset = address.group(2) == null ? 0 : Integer.parseInt(address.group(2));
                for (final int other : new int[]{offset + bytes, offset - bytes}) {
                    add(Operator.ADDRESS, index, i, i.withOperand(o, "[" + address.group(1) + "+" + other + "]"));
                }
            }
        }
    }

    private void widths(int index, InstructionLine i) {
        if (i.opcode().equals("ld") || i.opcode().equals("st") || i.opcode().equals("cvt")) {
            final String type = i.mnemonic().substring(i.mnemonic().lastIndexOf('.') + 1);
            if (WIDTHS.containsKey(type)) {
                add(Operator.WIDTH, index, i,
                        i.withMnemonic(i.mnemonic().substring(0, i.mnemonic().length() - type.length()) + WIDTHS.get(type)));
            }
        }
        if (i.has("lo") && (i.opcode().equals("mul") || i.opcode().equals("mad"))) {
            add(Operator.WIDTH, index, i, replaced(i, "lo", "hi"));
        }
    }

    private void add(Operator operator, int index, InstructionLine from, InstructionLine to) {
        final String mutated = to == null ? "" : to.toString();
        if (mutated.equals(from.toString())) {
            return;
        }
        final String[] changed = lines.clone();
        changed[index] = "    " + mutated;
        final String text = String.join("\n", changed);
        if (isAccepted(text)) {
            final int occurrence = seen.merge(operator + from.toString() + mutated, 1, Integer::sum);
            mutants.add(new Mutant(operator, index + 1, from.toString(), mutated, occurrence, text));
        }
    }

    private boolean isAccepted(String text) {
        try (Arena arena = Arena.ofConfined()) {
            final PtxModule module = PtxParser.parse(kernel + ".ptx", text);
            ModuleCheck.check(module);
            Lowerer.lower(module, kernel, new StaticMemory(arena, module));
            return true;
        } catch (PtxSyntaxException e) {
            return false;
        }
    }
}
