package io.samcp.simulator.program;

import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.Prototype;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes one flat list of instructions out of an entry and the device functions it calls: each call becomes the body of its function with
 * names of its own, {@code ret} a branch behind it. So the executor needs no call stack. Recursion is refused.
 */
final class Inliner {

    private final PtxModule module;
    private final Findings findings;
    private final Map<String, PtxType> registers = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, List<String>> branchTargets = new HashMap<>();
    private final Deque<String> active = new ArrayDeque<>();
    private int calls;
    private int skips;

    Inliner(PtxModule module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    Flat flatten(Function entry) {
        expand(entry, "", Map.of());
        return new Flat(registers, variables, body, labels, branchTargets);
    }

    /**
     * An entry without calls.
     *
     * @param registers all registers by name
     * @param variables all variables declared in functions
     * @param body instructions
     * @param labels index of the instruction a label stands before
     * @param branchTargets lists of labels
     */
    record Flat(Map<String, PtxType> registers, List<Variable> variables, List<Instruction> body, Map<String, Integer> labels,
            Map<String, List<String>> branchTargets) {}

    private void expand(Function function, String prefix, Map<String, String> aliases) {
        active.push(function.name());
        final Names names = new Names(function, prefix, aliases);
        function.registers().forEach((name, type) -> registers.put(prefix + name, type));
        for (final Variable v : function.variables()) {
            variables.add(new Variable(v.space(), v.type(), prefix + v.name(), v.align(), v.elements(), v.initial(), v.position()));
        }
        if (!prefix.isEmpty()) {
            for (final List<Variable> list : List.of(function.parameters(), function.returns())) {
                for (final Variable v : list) {
                    if (v.space().equals("reg")) {
                        registers.put(prefix + v.name(), v.type());
                    }
                }
            }
        }
        final String end = prefix + "$end";
        final Map<Integer, List<String>> at = new HashMap<>();
        function.labels().forEach((label, index) -> at.computeIfAbsent(index, i -> new ArrayList<>()).add(prefix + label));
        function.branchTargets()
                .forEach((label, targets) -> branchTargets.put(prefix + label, targets.stream().map(t -> prefix + t).toList()));
        for (int i = 0; i < function.body().size(); i++) {
            place(at.get(i));
            final Instruction instruction = names.rename(function.body().get(i));
            switch (instruction.opcode()) {
                case "call" -> call(function, prefix, instruction);
                case "ret" -> body.add(prefix.isEmpty()
                        ? with(instruction, "exit", List.of(), List.of())
                        : with(instruction, "bra", List.of(), List.of(new Operand.Name(end))));
                default -> body.add(instruction);
            }
        }
        place(at.get(function.body().size()));
        labels.put(end, body.size());
        active.pop();
    }

    private void place(List<String> here) {
        if (here != null) {
            here.forEach(label -> labels.put(label, body.size()));
        }
    }

    private void call(Function caller, String prefix, Instruction call) {
        List<Operand> results = List.of();
        List<Operand> arguments = List.of();
        final List<String> names = new ArrayList<>();
        for (final Operand operand : call.operands()) {
            switch (operand) {
                case Operand.Group(List<Operand> elements) -> {
                    if (names.isEmpty()) {
                        results = elements;
                    } else {
                        arguments = elements;
                    }
                }
                case Operand.Name(String name) -> names.add(name);
                default -> findings.add(call.position(), "unexpected operand of call");
            }
        }
        if (names.isEmpty()) {
            findings.add(call.position(), "call of nothing");
            return;
        }
        final String skip = "$skip" + skips++;
        if (!call.guard().isEmpty()) {
            branch(call, call.guard(), !call.guardNegated(), skip);
        }
        final Prototype prototype = names.size() == 2 && names.get(1).startsWith(prefix)
                ? caller.prototypes().get(names.get(1).substring(prefix.length()))
                : null;
        if (prototype != null && registers.containsKey(names.getFirst())) {
            indirect(call, names.getFirst(), prototype, arguments, results);
        } else {
            direct(call, names.getFirst(), arguments, results);
        }
        labels.put(skip, body.size());
    }

    private void direct(Instruction call, String name, List<Operand> arguments, List<Operand> results) {
        final Function callee = module.functions().get(name);
        if (callee == null || callee.parameters().size() != arguments.size() || callee.returns().size() != results.size()) {
            findings.add(call.position(),
                    "no function '" + name + "' with " + arguments.size() + " parameters and " + results.size() + " results");
        } else if (active.contains(name)) {
            findings.add(call.position(), "recursion of '" + name + "' is not supported");
        } else {
            inline(call, callee, arguments, results);
        }
    }

    /**
     * A call through a register tries all functions it can mean, those whose address is taken, one after the other; any other address traps.
     * A function that is running is not tried, so recursion through pointers traps as well.
     */
    private void indirect(Instruction call, String target, Prototype prototype, List<Operand> arguments, List<Operand> results) {
        final String end = "$called" + skips++;
        final List<Function> candidates = AddressTaken.of(module).stream().filter(prototype::fits).filter(f -> !active.contains(f.name()))
                .filter(f -> f.parameters().size() == arguments.size() && f.returns().size() == results.size()).toList();
        for (final Function callee : candidates) {
            final String other = "$other" + skips++;
            registers.put(other, PtxType.PRED);
            body.add(new Instruction(call.position(), "", false, "setp", List.of("ne", "u64"),
                    List.of(new Operand.Name(other), new Operand.Name(target), new Operand.Int(module.functionAddress(callee.name())))));
            branch(call, other, false, other);
            inline(call, callee, arguments, results);
            branch(call, "", false, end);
            labels.put(other, body.size());
        }
        body.add(new Instruction(call.position(), "", false, "trap", List.of(), List.of()));
        labels.put(end, body.size());
    }

    private void branch(Instruction at, String guard, boolean negated, String label) {
        body.add(new Instruction(at.position(), guard, negated, "bra", List.of(), List.of(new Operand.Name(label))));
    }

    private void inline(Instruction call, Function callee, List<Operand> arguments, List<Operand> results) {
        final String prefix = callee.name() + "#" + calls++ + ":";
        final Map<String, String> aliases = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            final Variable parameter = callee.parameters().get(i);
            if (parameter.space().equals("reg")) {
                body.add(move(call, parameter.type(), new Operand.Name(prefix + parameter.name()), arguments.get(i)));
            } else {
                alias(call, aliases, parameter, arguments.get(i));
            }
        }
        for (int i = 0; i < results.size(); i++) {
            if (!callee.returns().get(i).space().equals("reg")) {
                alias(call, aliases, callee.returns().get(i), results.get(i));
            }
        }
        expand(callee, prefix, aliases);
        for (int i = 0; i < results.size(); i++) {
            final Variable result = callee.returns().get(i);
            if (result.space().equals("reg")) {
                body.add(move(call, result.type(), results.get(i), new Operand.Name(prefix + result.name())));
            }
        }
    }

    private void alias(Instruction call, Map<String, String> aliases, Variable formal, Operand actual) {
        if (actual instanceof Operand.Name(String name)) {
            aliases.put(formal.name(), name);
        } else {
            findings.add(call.position(), "'" + formal.name() + "' wants a .param variable");
        }
    }

    private static Instruction move(Instruction at, PtxType type, Operand to, Operand from) {
        return new Instruction(at.position(), "", false, "mov", List.of(type.name().toLowerCase(Locale.ROOT)), List.of(to, from));
    }

    private static Instruction with(Instruction i, String opcode, List<String> modifiers, List<Operand> operands) {
        return new Instruction(i.position(), i.guard(), i.guardNegated(), opcode, modifiers, operands);
    }

    /** Names of one function, seen from the flat list. */
    private record Names(Function function, String prefix, Map<String, String> aliases) {

        Instruction rename(Instruction i) {
            if (prefix.isEmpty()) {
                return i;
            }
            return new Instruction(i.position(), i.guard().isEmpty() ? "" : prefix + i.guard(), i.guardNegated(), i.opcode(), i.modifiers(),
                    i.operands().stream().map(this::rename).toList());
        }

        private Operand rename(Operand operand) {
            return switch (operand) {
                case Operand.Name(String name) -> new Operand.Name(rename(name));
                case Operand.Address(String base, long offset) -> new Operand.Address(base.isEmpty() ? base : rename(base), offset);
                case Operand.Vector(List<Operand> elements) -> new Operand.Vector(elements.stream().map(this::rename).toList());
                case Operand.Group(List<Operand> elements) -> new Operand.Group(elements.stream().map(this::rename).toList());
                case Operand.Pair(Operand first, Operand second) -> new Operand.Pair(rename(first), rename(second));
                case Operand.Not(Operand predicate) -> new Operand.Not(rename(predicate));
                case Operand.Int i -> i;
                case Operand.Real r -> r;
            };
        }

        private String rename(String name) {
            final String alias = aliases.get(name);
            if (alias != null) {
                return alias;
            }
            final boolean own = function.registers().containsKey(name) || function.labels().containsKey(name)
                    || function.branchTargets().containsKey(name) || function.prototypes().containsKey(name)
                    || function.variables().stream().anyMatch(v -> v.name().equals(name))
                    || function.parameters().stream().anyMatch(v -> v.name().equals(name))
                    || function.returns().stream().anyMatch(v -> v.name().equals(name));
            return own ? prefix + name : name;
        }
    }
}
