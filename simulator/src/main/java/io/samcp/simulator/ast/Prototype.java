package io.samcp.simulator.ast;

import java.util.List;

/**
 * What a call through a register may call: functions of a signature, or functions by name.
 *
 * @param returns return parameters of {@code .callprototype}
 * @param parameters its parameters
 * @param targets names of {@code .calltargets}; null if a signature is given
 */
public record Prototype(List<Variable> returns, List<Variable> parameters, List<String> targets) {

    /** Whether a function may be meant. */
    public boolean fits(Function function) {
        return targets == null
                ? !function.entry() && sizes(returns).equals(sizes(function.returns()))
                        && sizes(parameters).equals(sizes(function.parameters()))
                : targets.contains(function.name());
    }

    private static List<Long> sizes(List<Variable> list) {
        return list.stream().map(Variable::bytes).toList();
    }
}
