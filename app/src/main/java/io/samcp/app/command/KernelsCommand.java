package io.samcp.app.command;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.PtxAssembler;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what NVIDIA's assembler makes of every kernel. */
@Command(name = "kernels", mixinStandardHelpOptions = true,
        description = "Show every kernel: registers, shared memory, spills, by architecture.")
public final class KernelsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "only kernels whose name contains this")
    private String name;

    @Option(names = "--card", description = "print the card at the head of each PTX file instead")
    private boolean card;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final List<Kernel<?>> kernels = KernelCatalogue.all().stream().filter(k -> name == null || k.name().contains(name)).toList();
        if (card) {
            kernels.forEach(kernel -> kernel.source().text().lines().takeWhile(line -> line.startsWith("//")).forEach(out::println));
        } else {
            assemble(kernels).print(out);
            out.println();
            out.println("registers per thread by architecture; assembler " + PtxAssembler.version());
        }
        out.flush();
        return kernels.isEmpty() ? 1 : 0;
    }

    private static TextTable assemble(List<Kernel<?>> kernels) {
        final List<String> header = new ArrayList<>(List.of("kernel"));
        Arrays.stream(Architecture.values()).map(Architecture::target).forEach(header::add);
        header.addAll(List.of("shared", "spills", "code"));
        final TextTable table = new TextTable(header.toArray(String[]::new));
        try (Progress progress = Progress.of("assemble", kernels.size())) {
            for (final Kernel<?> kernel : kernels) {
                progress.doing(kernel.name());
                final List<String> row = new ArrayList<>(List.of(kernel.name()));
                int spills = 0;
                AssemblyReport last = null;
                for (final Architecture architecture : Architecture.values()) {
                    last = PtxAssembler.assemble(kernel.name(), kernel.source().text(), architecture);
                    row.add("" + last.registers());
                    spills += last.spillStoreBytes() + last.spillLoadBytes();
                }
                row.addAll(List.of(last.sharedBytes() + " B", spills + " B", last.codeBytes() + " B"));
                table.row(row.toArray(String[]::new));
                progress.step();
            }
        }
        return table;
    }
}
