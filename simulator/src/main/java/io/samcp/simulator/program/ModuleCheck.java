package io.samcp.simulator.program;

import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Initial;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares every instruction of a module with the table of forms, before anything is lowered, so that all findings come together. */
public final class ModuleCheck {

    private final PtxModule module;
    private final Findings findings;

    private ModuleCheck(PtxModule module) {
        this.module = module;
        this.findings = new Findings(module.file());
    }

    /**
     * Checks a module.
     *
     * @throws io.samcp.simulator.parse.PtxSyntaxException if a statement cannot be read, an instruction is unknown
     *         or its operands do not fit; names all of them
     */
    public static void check(PtxModule module) {
        final ModuleCheck check = new ModuleCheck(module);
        module.unread().forEach(check.findings::add);
        module.variables().forEach(check::initial);
        module.functions().values().stream().sorted(java.util.Comparator.comparingInt(f -> f.position().line())).forEach(check::function);
        check.findings.throwIfAny();
    }

    /** Only what has an address when the module is loaded can be what a variable begins with. */
    private void initial(Variable v) {
        for (final Initial initial : v.initial()) {
            if (initial instanceof Initial.Address(String symbol, _, _) && module.functionAddress(symbol) == 0
                    && module.variables().stream()
                            .noneMatch(o -> o.name().equals(symbol) && (o.space().equals("global") || o.space().equals("const")))) {
                findings.add(v.position(), "no address of '" + symbol + "'");
            }
        }
    }

    private void function(Function function) {
        final Map<String, PtxType> registers = new HashMap<>(function.registers());
        final Map<String, Variable> variables = new HashMap<>();
        module.variables().forEach(v -> variables.put(v.name(), v));
        module.functions().values().stream().filter(f -> !f.entry()).forEach(f -> variables.put(f.name(),
                new Variable(OperandCheck.FUNCTION, PtxType.B64, f.name(), Long.BYTES, 1, List.of(), f.position())));
        function.variables().forEach(v -> variables.put(v.name(), v));
        for (final List<Variable> list : List.of(function.parameters(), function.returns())) {
            for (final Variable v : list) {
                if (v.space().equals("reg")) {
                    registers.put(v.name(), v.type());
                } else {
                    variables.put(v.name(), v);
                }
            }
        }
        final Set<String> labels = new HashSet<>(function.labels().keySet());
        labels.addAll(function.branchTargets().keySet());
        for (final Instruction i : function.body()) {
            try {
                instruction(function, i, registers, new OperandCheck(registers, variables, labels, i));
            } catch (UnknownInstructionException e) {
                findings.add(i.position(), i.mnemonic() + ": " + e.getMessage());
            }
        }
        function.branchTargets().values().forEach(targets -> targets.stream().filter(t -> !function.labels().containsKey(t))
                .forEach(t -> findings.add(function.position(), "no label '" + t + "'")));
    }

    private void instruction(Function function, Instruction i, Map<String, PtxType> registers, OperandCheck operands) {
        if (!i.guard().isEmpty() && registers.get(i.guard()) != PtxType.PRED) {
            throw new UnknownInstructionException("the guard '" + i.guard() + "' is not a predicate");
        }
        if (i.opcode().equals("call")) {
            call(function, i);
            return;
        }
        final List<InstructionPattern> forms = InstructionForms.of(i.opcode());
        if (forms.isEmpty()) {
            throw new UnknownInstructionException("not an instruction this engine knows");
        }
        final List<InstructionPattern> fitting = forms.stream().filter(f -> f.fits(i)).toList();
        if (fitting.isEmpty()) {
            for (final String modifier : i.modifiers()) {
                if (forms.stream().noneMatch(f -> f.knows(modifier))) {
                    throw new UnknownInstructionException("unknown modifier '." + modifier + "'");
                }
            }
            throw new UnknownInstructionException("a modifier is missing or does not go with the others");
        }
        UnknownInstructionException wrong = null;
        for (final InstructionPattern form : fitting) {
            try {
                operands.against(form.operands());
                return;
            } catch (UnknownInstructionException e) {
                wrong = wrong == null ? e : wrong;
            }
        }
        throw wrong;
    }

    private void call(Function caller, Instruction i) {
        final boolean known = i.operands().stream().anyMatch(o -> o instanceof Operand.Name(String name)
                && (module.functions().containsKey(name) || caller.prototypes().containsKey(name)));
        if (!known) {
            throw new UnknownInstructionException("calls no function of this module");
        }
    }
}
