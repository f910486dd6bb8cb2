package io.samcp.simulator.program;

import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import io.samcp.simulator.exec.CompiledTier;
import io.samcp.simulator.exec.LaunchLimits;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.RegisterUse;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns an entry of a parsed module into a {@link Program}: memory laid out, calls inlined, instructions turned into steps. */
public final class Lowerer {

    private final PtxModule module;
    private final StaticMemory statics;
    private final Findings findings;
    private final Map<String, Long> addresses = new HashMap<>();
    private final Map<String, String> spaces = new HashMap<>();
    private final Map<String, Program.Parameter> parameterOffsets = new HashMap<>();
    private final List<Program.Parameter> parameters = new ArrayList<>();
    private int sharedBytes;
    private int localBytes;

    private Lowerer(PtxModule module, StaticMemory statics) {
        this.module = module;
        this.statics = statics;
        this.findings = new Findings(module.file());
    }

    /**
     * Makes a program.
     *
     * @throws PtxSyntaxException if there is no such entry, or it has instructions the engine does not know, all of them listed
     */
    public static Program lower(PtxModule module, String entry, StaticMemory statics) {
        final Function function = module.functions().get(entry);
        if (function == null || !function.entry()) {
            throw new PtxSyntaxException(module.file(), List.of("no entry '" + entry + "'"));
        }
        return new Lowerer(module, statics).lower(function);
    }

    private Program lower(Function entry) {
        module.unread().forEach(findings::add);
        findings.throwIfAny();
        final Inliner.Flat flat = new Inliner(module, findings).flatten(entry);
        findings.throwIfAny();
        layOut(entry, flat);
        final Emitter emitter = new Emitter(flat.registers(), addresses);
        final InstructionTable table = new InstructionTable(emitter, spaces, parameterOffsets);
        final int[] starts = new int[flat.body().size() + 1];
        for (int i = 0; i < flat.body().size(); i++) {
            starts[i] = emitter.emitted().size();
            lower(flat.body().get(i), emitter, table);
        }
        starts[flat.body().size()] = emitter.emitted().size();
        findings.throwIfAny();
        return assemble(entry, flat, emitter, starts);
    }

    private void lower(Instruction instruction, Emitter emitter, InstructionTable table) {
        try {
            emitter.begin(instruction);
            table.lower(instruction);
            emitter.end();
        } catch (UnknownInstructionException e) {
            findings.add(instruction.position(), instruction.mnemonic() + ": " + e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            findings.add(instruction.position(), instruction.mnemonic() + ": too few operands");
        }
    }

    /**
     * Gives every variable its address: statics theirs, shared and local one in their window, parameters one in their block. Shared ones begin
     * after what the system keeps, so that an address of shared memory to which a kernel forgot to add a variable's lies outside.
     */
    private void layOut(Function entry, Inliner.Flat flat) {
        final List<Variable> all = new ArrayList<>(module.variables());
        all.addAll(flat.variables());
        module.functions().keySet().forEach(f -> addresses.put(f, module.functionAddress(f)));
        int dynamicAlign = 1;
        final List<Variable> dynamic = new ArrayList<>();
        for (final Variable v : all) {
            spaces.put(v.name(), v.space().equals("param") ? "local" : v.space());
            switch (v.space()) {
                case "global", "const" -> addresses.put(v.name(), statics.address(v.name()));
                case "shared" -> {
                    if (v.elements() < 0) {
                        dynamic.add(v);
                        dynamicAlign = Math.max(dynamicAlign, v.align());
                    } else {
                        sharedBytes = alignShared(sharedBytes, v.align());
                        addresses.put(v.name(), (long) LaunchLimits.RESERVED_SHARED_BYTES + sharedBytes);
                        sharedBytes += Math.toIntExact(v.bytes());
                    }
                }
                default -> {
                    localBytes = align(localBytes, v.align());
                    addresses.put(v.name(), (long) localBytes);
                    localBytes += Math.toIntExact(v.bytes());
                }
            }
        }
        final int dynamicStart = alignShared(sharedBytes, Math.max(dynamicAlign, Long.BYTES * 2));
        dynamic.forEach(v -> addresses.put(v.name(), (long) LaunchLimits.RESERVED_SHARED_BYTES + dynamicStart));
        sharedBytes = dynamic.isEmpty() ? sharedBytes : dynamicStart;
        int offset = 0;
        for (final Variable p : entry.parameters()) {
            offset = align(offset, p.align());
            final Program.Parameter parameter = new Program.Parameter(p.name(), offset, Math.toIntExact(p.bytes()));
            parameters.add(parameter);
            parameterOffsets.put(p.name(), parameter);
            addresses.put(p.name(), (long) offset);
            offset += Math.toIntExact(p.bytes());
        }
    }

    private Program assemble(Function entry, Inliner.Flat flat, Emitter emitter, int[] starts) {
        final List<Emitter.Emitted> emitted = emitter.emitted();
        final int n = emitted.size();
        final Program.Kind[] kinds = new Program.Kind[n];
        final Step[] steps = new Step[n];
        final int[] guards = new int[n];
        final boolean[] negated = new boolean[n];
        final int[] targets = new int[n];
        final Instruction[] source = new Instruction[n];
        final RegisterUse[] uses = new RegisterUse[n];
        final List<int[]> lists = new ArrayList<>();
        final List<Integer> indexSlots = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            final Emitter.Emitted e = emitted.get(i);
            kinds[i] = e.kind();
            steps[i] = e.step();
            guards[i] = e.guard();
            negated[i] = e.source().guardNegated();
            source[i] = e.source();
            uses[i] = e.use();
            if (e.kind() == Program.Kind.BRANCH) {
                targets[i] = target(flat, starts, e.source(), e.label());
            } else if (e.kind() == Program.Kind.BRANCH_INDEXED) {
                targets[i] = lists.size();
                final List<String> labels = flat.branchTargets().get(((Operand.Name) e.source().operands().get(1)).name());
                if (labels == null) {
                    findings.add(e.source().position(), "no branch targets '" + Emitter.text(e.source().operands().get(1)) + "'");
                    lists.add(new int[0]);
                } else {
                    lists.add(labels.stream().mapToInt(l -> target(flat, starts, e.source(), l)).toArray());
                }
                indexSlots.add(Integer.parseInt(e.label()));
            }
        }
        findings.throwIfAny();
        leaveAtOnce(kinds, guards, targets);
        final int[] reconvergence = new PostDominators(kinds, guards, targets, lists).meetingPoints();
        return new Program(entry.name(), module, kinds, steps, guards, negated, targets, reconvergence, source, uses, emitter.sizes(),
                List.copyOf(emitter.constants()), List.copyOf(emitter.specials()), List.copyOf(parameters), sharedBytes,
                sharedBytes, localBytes, statics, entry.maxThreads(), entry.cluster(), List.copyOf(lists), List.copyOf(indexSlots),
                new CompiledTier());
    }

    /**
     * A branch to an exit becomes an exit itself, as {@code if (i >= n) return;} means it: lanes that leave must not be waited for at barriers.
     */
    private static void leaveAtOnce(Program.Kind[] kinds, int[] guards, int[] targets) {
        for (int i = 0; i < kinds.length; i++) {
            int to = i;
            for (int hops = 0; hops < kinds.length && to < kinds.length && kinds[to] == Program.Kind.BRANCH
                    && (to == i || guards[to] < 0); hops++) {
                to = targets[to];
            }
            if (to != i && (to == kinds.length || kinds[to] == Program.Kind.EXIT && guards[to] < 0)) {
                kinds[i] = Program.Kind.EXIT;
            }
        }
    }

    private int target(Inliner.Flat flat, int[] starts, Instruction at, String label) {
        final Integer index = flat.labels().get(label);
        if (index == null) {
            findings.add(at.position(), "no label '" + label + "'");
            return 0;
        }
        return starts[index];
    }

    /** The next offset in the block's shared memory whose address is a multiple. */
    private static int alignShared(int offset, int to) {
        return align(LaunchLimits.RESERVED_SHARED_BYTES + offset, to) - LaunchLimits.RESERVED_SHARED_BYTES;
    }

    private static int align(int offset, int to) {
        return (offset + to - 1) / to * to;
    }

    /** Declared type of a variable's elements; for messages only. */
    static String name(PtxType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
