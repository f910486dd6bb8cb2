package io.samcp.simulator.program;

import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Initial;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxModule;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the functions of a module that a register may point to. */
final class AddressTaken {

    private AddressTaken() {}

    /** Device functions that a variable begins with the address of, or an instruction other than a call names; in the order of the text. */
    static List<Function> of(PtxModule module) {
        final Set<String> names = new HashSet<>();
        module.variables().forEach(v -> v.initial().forEach(initial -> {
            if (initial instanceof Initial.Address(String symbol, _, _)) {
                names.add(symbol);
            }
        }));
        module.functions().values().forEach(f -> f.body().stream().filter(i -> !i.opcode().equals("call"))
                .forEach(i -> i.operands().forEach(operand -> {
                    if (operand instanceof Operand.Name(String name)) {
                        names.add(name);
                    }
                })));
        return module.functions().values().stream().filter(f -> !f.entry() && names.contains(f.name()))
                .sorted(Comparator.comparingInt(f -> f.position().line())).toList();
    }
}
