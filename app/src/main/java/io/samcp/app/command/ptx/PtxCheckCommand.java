package io.samcp.app.command.ptx;

import io.samcp.app.command.TextTable;
import io.samcp.app.ptx.AssemblyCheck;
import io.samcp.app.ptx.Launcher;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.simulator.launch.PtxText;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samcp ptx check}: what engine and assembler say about a text. */
@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Parse and assemble a PTX file, without running it; lists all that the engine does not know.",
    "Exit code 1 if the engine or the assembler refuses it."})
final class PtxCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "PTX file")
    private Path file;

    @Option(names = "--target", split = ",", paramLabel = ArchitectureName.SYNTAX, converter = ArchitectureName.class,
            description = "assemble for these (default: all that the file's .target allows)")
    private List<Architecture> targets;

    @Override
    public Integer call() {
        final String text = Launcher.text(file);
        final PrintWriter out = spec.commandLine().getOut();
        final boolean known = engine(text, out);
        out.println();
        final boolean assembled = assemble(text, out);
        out.flush();
        return known && assembled ? 0 : 1;
    }

    private boolean engine(String text, PrintWriter out) {
        try {
            final List<String> entries = PtxText.read(file.toString(), text).entries();
            out.println("engine: knows everything in it; " + (entries.isEmpty() ? "no entries" : "entries: " + String.join(", ", entries)));
            return true;
        } catch (PtxSyntaxException e) {
            out.println("engine: does not know");
            e.findings().forEach(f -> out.println("  " + f));
            return false;
        }
    }

    private boolean assemble(String text, PrintWriter out) {
        final List<AssemblyCheck> checks = (targets == null ? AssemblyCheck.targets(text) : targets).stream()
                .map(t -> AssemblyCheck.of(file.toString(), text, t)).toList();
        final TextTable table = new TextTable("entry", "target", "registers", "shared", "spills", "stack");
        checks.forEach(check -> check.entries().forEach((entry, r) -> table.row(entry, check.architecture().target(), "" + r.registers(),
                r.sharedBytes() + " B", r.spillStoreBytes() + r.spillLoadBytes() + " B", r.stackBytes() + " B")));
        final String readAs = checks.getFirst().readAs();
        out.println("assembler " + PtxAssembler.version()
                + (readAs.isEmpty() ? "" : ": the file is newer, read as .version " + readAs));
        if (checks.stream().anyMatch(c -> !c.entries().isEmpty())) {
            table.print(out);
        }
        final Map<String, List<String>> refusals = new LinkedHashMap<>();
        checks.stream().filter(c -> !c.refusal().isEmpty())
                .forEach(c -> refusals.computeIfAbsent(c.refusal(), r -> new ArrayList<>()).add(c.architecture().target()));
        refusals.forEach((refusal, refusing) -> out.println("refused for " + String.join(", ", refusing) + ":\n" + refusal.indent(2)));
        return checks.stream().allMatch(c -> c.refusal().isEmpty());
    }
}
