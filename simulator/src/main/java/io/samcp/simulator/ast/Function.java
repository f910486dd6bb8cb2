package io.samcp.simulator.ast;

import java.util.List;
import java.util.Map;

/**
 * An entry or a device function.
 *
 * @param entry whether the host can launch it
 * @param name its name
 * @param returns return parameters
 * @param parameters parameters
 * @param registers declared registers by name
 * @param variables shared, local and param variables declared inside
 * @param body instructions
 * @param labels index of the instruction a label stands before
 * @param branchTargets label lists of {@code .branchtargets}
 * @param prototypes of calls through registers, by label
 * @param maxThreads product of .maxntid or .reqntid, 0 if absent
 * @param cluster what .reqnctapercluster and .explicitcluster say
 * @param position where it begins
 */
public record Function(boolean entry, String name, List<Variable> returns, List<Variable> parameters, Map<String, PtxType> registers,
        List<Variable> variables, List<Instruction> body, Map<String, Integer> labels, Map<String, List<String>> branchTargets,
        Map<String, Prototype> prototypes, int maxThreads, ClusterShape cluster, Position position) {}
