package io.samcp.app.command;

import io.samcp.app.profile.Gpu;
import io.samcp.app.profile.Prediction;
import io.samcp.app.profile.RungTable;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows every rung: what NVIDIA's assembler makes of it, and what it should take. */
@Command(name = "kernels", mixinStandardHelpOptions = true,
        description = "Show every kernel: resources by architecture, what the released model asks of it, its floor and a prediction.")
public final class KernelsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "only kernels whose name contains this")
    private String name;

    @Option(names = "--gpu", paramLabel = "NAME", defaultValue = "h100", converter = GpuName.class, completionCandidates = GpuName.class,
            description = "whose limits: ${COMPLETION-CANDIDATES} (default: h100)")
    private Gpu gpu;

    @Option(names = "--card", description = "print the card at the head of each PTX file instead")
    private boolean card;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final List<Kernel<?>> kernels = KernelCatalogue.all().stream().filter(k -> name == null || k.name().contains(name)).toList();
        if (card) {
            kernels.forEach(kernel -> kernel.source().text().lines().takeWhile(line -> line.startsWith("//")).forEach(out::println));
        } else if (!kernels.isEmpty()) {
            print(kernels, out);
        }
        out.flush();
        return kernels.isEmpty() ? 1 : 0;
    }

    private void print(List<Kernel<?>> kernels, PrintWriter out) {
        final RungTable table = new RungTable(gpu);
        try (Progress progress = Progress.of("assemble", kernels.size())) {
            table.of(kernels, name -> {
                progress.doing(name);
                progress.step();
            }).print(out);
        }
        out.println();
        if (name == null) {
            table.head().print(out);
            out.println();
        }
        out.println(
                "launches      of the released model (R50, COCO) for an image of 640 x 480 with 150 patches, in the form with the most");
        out.println("registers     per thread, for "
                + Arrays.stream(Architecture.values()).map(Architecture::target).collect(Collectors.joining("/"))
                + "; assembler " + PtxAssembler.version() + "; spills: " + table.spills() + " bytes");
        out.println("occupancy     of " + gpu.title() + ", as far as registers, shared memory and threads allow");
        out.println(
                "MB, MFLOP     each byte once, and what the mathematics asks for: the heaviest call that the model makes of the family");
        out.println("floor us      these at the data sheet's bandwidth and peak");
        out.printf(Locale.ROOT,
                "predicted us  the floor on the multiprocessors that have a block, and %.1f us for the boundary of a launch in a graph%n",
                Prediction.BOUNDARY_MICROS);
        if (name == null) {
            out.println(
                    "head          from pooling to the class logits, libraries off: one launch after the other; and each as soon as those it"
                            + " needs are done");
        }
    }
}
