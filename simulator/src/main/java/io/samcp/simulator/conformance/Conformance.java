package io.samcp.simulator.conformance;

import io.samcp.runtime.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One family of micro-programs, ready to run on any device. */
public final class Conformance {

    /** The families, by the names of their tables. */
    public static final List<String> FAMILIES = List.of("integer", "carry", "float", "double", "half", "approximate", "compare", "convert",
            "move", "memory", "atomic", "warp", "control", "matrix", "async", "cluster");

    private static final List<Batch.Leaving> WHOLE = List.of(Batch.Leaving.NONE);
    private static final List<Batch.Leaving> WHOLE_AND_PARTS = List.of(Batch.Leaving.NONE, Batch.Leaving.EVEN);

    private final List<MicroProgram> programs;
    private final Map<ModuleText, List<Batch>> modules = new java.util.LinkedHashMap<>();

    private Conformance(List<MicroProgram> programs) {
        this.programs = programs;
    }

    /** Reads a family. */
    public static Conformance of(String family) {
        final Conformance conformance = new Conformance(List.copyOf(ProgramTable.read(family)));
        final Map<Integer, List<Batch>> byTarget = new TreeMap<>(
                Batch.of(family, conformance.programs).stream().collect(Collectors.groupingBy(Batch::target)));
        final String head = ProgramTable.lines("head.ptx").stream().collect(Collectors.joining("\n", "", "\n"));
        byTarget.forEach((target, batches) -> conformance.modules
                .put(ModuleText.of(family + "_sm_" + target, target, family.equals("memory") || family.equals("control") ? head : "",
                        batches),
                        batches));
        return conformance;
    }

    /** Its programs. */
    public List<MicroProgram> programs() {
        return programs;
    }

    /** The modules by their text, for assemblers. */
    public List<io.samcp.kernels.PtxSource> sources() {
        return modules.keySet().stream().map(ModuleText::source).toList();
    }

    /**
     * Runs everything on engines.
     *
     * @param engines by a few words that say which is which; they are also held to what this engine promises where the ISA leaves a choice
     */
    public Findings check(Map<String, Device> engines) {
        final Findings findings = new Findings();
        modules.forEach((text, batches) -> batches.forEach(batch -> {
            final List<Batch.Results> all = new ArrayList<>();
            engines.forEach((name, engine) -> {
                for (final Batch.Leaving leaving : batch.together() ? WHOLE : WHOLE_AND_PARTS) {
                    all.add(new Batch.Results(name, true, leaving, batch.run(engine, text, leaving)));
                }
            });
            batch.check(all, findings);
        }));
        return findings;
    }

    /**
     * Runs everything the device can on it and on the engine. Programs of whose results the ISA says nothing, such as clocks, only have to run.
     *
     * @param device what is asked
     * @param architecture its architecture, e.g. 90
     * @param engine what it is compared with
     * @param recorder gets the results of every program, clocks and the like left out
     */
    public Comparison compare(Device device, int architecture, Device engine, Consumer<Recording> recorder) {
        final Findings findings = new Findings();
        final Map<String, Long> different = new TreeMap<>();
        final List<String> left = new ArrayList<>();
        modules.forEach((text, batches) -> {
            if (batches.getFirst().target() > architecture) {
                left.add(text.source().file() + " needs sm_" + batches.getFirst().target());
                return;
            }
            for (final Batch batch : batches) {
                final long[][] found = batch.run(device, text, Batch.Leaving.NONE);
                batch.check(List.of(new Batch.Results("device", false, Batch.Leaving.NONE, found)), findings);
                for (final Recording recording : recordings(batch, found, batch.run(engine, text, Batch.Leaving.NONE))) {
                    if (recording.differences() > 0) {
                        different.merge(recording.program().text(), recording.differences(), Long::sum);
                    }
                    recorder.accept(recording);
                }
            }
        });
        return new Comparison(findings, different, left);
    }

    private static List<Recording> recordings(Batch batch, long[][] device, long[][] engine) {
        final List<Recording> recordings = new ArrayList<>();
        int column = 0;
        for (final MicroProgram p : batch.programs()) {
            final int end = column + p.results().size();
            if (batch.defines(p)) {
                recordings.add(new Recording(p, batch.vectors(), Arrays.copyOfRange(device, column, end),
                        Arrays.copyOfRange(engine, column, end)));
            }
            column = end;
        }
        return recordings;
    }

    /**
     * A device beside the engine.
     *
     * @param findings what the ISA does not allow
     * @param different results that are not the engine's bits, by the program's text; where they are not among the findings the ISA allows them
     * @param left modules the device is too old for
     */
    public record Comparison(Findings findings, Map<String, Long> different, List<String> left) {}
}
