package io.samcp.app.command;

import io.samcp.app.metrics.EvaluationReport;
import io.samcp.app.metrics.MapComparison;
import io.samcp.app.output.WholeFile;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.SamCp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the model on a folder of scenes with truth. */
@Command(name = "eval", mixinStandardHelpOptions = true,
        description = "Measure PQ, AP and mIoU on a folder of scenes; compare with the folder's expected maps.",
        footer = "Weights: --weights, else the one *.safetensors in DIR, else the shipped model. Exit code 1 if --stored-masks is given and a map differs.")
public final class EvalCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "panoptic.json with its maps, images and patches")
    private Path directory;

    @Option(names = "--json", paramLabel = "FILE",
            description = "write the metrics as JSON; - for standard output, which then holds nothing else")
    private String json;

    @Option(names = "--stored-masks", description = "give the network the 7x7 patch masks of DIR/expected instead of its own")
    private boolean storedMasks;

    @Mixin
    private EngineChoice engineChoice;

    /** How one map compares with the expected one. */
    private record Compared(String scene, MapComparison maps) {}

    @Override
    public Integer call() {
        final SceneFolder folder = SceneFolder.open(directory);
        if (storedMasks && folder.expected().isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "--stored-masks needs " + directory.resolve("expected") + ", which is not there");
        }
        final PrintWriter print = STANDARD_OUTPUT.equals(json) ? spec.commandLine().getErr() : spec.commandLine().getOut();
        final Optional<Path> beside = folder.weights();
        print.println("model    " + engineChoice.description(beside));
        final List<Compared> compared = new ArrayList<>();
        final EvaluationReport report;
        try (SamCp engine = engineChoice.open(beside)) {
            print.println("device   " + engine.description());
            print.flush();
            report = SceneAnswers.run(engine, folder, storedMasks, (scene, image, answer, _) -> folder.expected()
                    .ifPresent(e -> compared.add(new Compared(scene.name(), MapComparison.of(e.map(image.id()), answer)))));
        }
        print.println();
        SceneAnswers.print(report, print);
        final boolean equal = printComparison(compared, print);
        writeJson(report);
        return storedMasks && !equal ? 1 : 0;
    }

    private boolean printComparison(List<Compared> compared, PrintWriter print) {
        final List<Compared> different = compared.stream().filter(c -> !c.maps().equal()).toList();
        if (!compared.isEmpty()) {
            print.println();
            print.println("expected maps: " + (compared.size() - different.size()) + " of " + compared.size() + " equal to the pixel"
                    + (storedMasks ? " (stored patch masks)" : ""));
            if (!different.isEmpty()) {
                final TextTable table = new TextTable("scene", "differing pixels", "share");
                different.forEach(c -> table.row(c.scene(), "" + c.maps().differingPixels(),
                        TextTable.percent(100.0 * c.maps().differingPixels() / c.maps().pixels()) + " %"));
                table.print(print);
            }
        }
        print.flush();
        return different.isEmpty();
    }

    private void writeJson(EvaluationReport report) {
        if (STANDARD_OUTPUT.equals(json)) {
            spec.commandLine().getOut().println(report.toJson());
            spec.commandLine().getOut().flush();
        } else if (json != null) {
            WholeFile.write(Path.of(json), report.toJson() + "\n");
        }
    }
}
