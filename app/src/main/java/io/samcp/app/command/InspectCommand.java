package io.samcp.app.command;

import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.Parameter;
import io.samcp.weights.ParameterTable;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightCheck;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a weights file holds and whether the engine can run it. */
@Command(name = "inspect", mixinStandardHelpOptions = true, description = "Show what a weights file holds.",
        footer = "Exit code 1 if the file is not a model the engine can run.")
public final class InspectCommand implements Callable<Integer> {

    private static final int MOST_TEXT = 100;
    private static final int MOST_LISTED = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "safetensors, or a PyTorch checkpoint (zip or legacy)")
    private Path file;

    @Option(names = "--all", description = "list every tensor and every finding; otherwise tensors are summed up by part of the model")
    private boolean all;

    @Option(names = "--config", paramLabel = "NAME", description = "check against this configuration (" + ModelConfiguration.R50_COCO
            + "); default: the one in the file")
    private String config;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        try (WeightsFile weights = WeightsFiles.open(file)) {
            line(out, "file", file + ", " + weights.format() + ", " + Files.size(file) + " bytes");
            line(out, "sha256", weights.digest());
            weights.metadata()
                    .forEach((key, value) -> line(out, key, value.length() > MOST_TEXT ? value.substring(0, MOST_TEXT) + " ..." : value));
            final Optional<ModelConfiguration> configuration = configuration(weights, out);
            tensors(weights, configuration.map(ParameterTable::of).orElse(Map.of()), out);
            final boolean usable = configuration.isPresent() && check(weights, configuration.get(), out);
            out.flush();
            return usable ? 0 : 1;
        }
    }

    private Optional<ModelConfiguration> configuration(WeightsFile weights, PrintWriter out) {
        try {
            final ModelConfiguration c = config == null ? ModelWeights.configurationOf(weights) : ModelConfiguration.named(config);
            line(out, "model",
                    String.format(Locale.ROOT, "ResNet %s, D %d, %d heads, %d + %d layers, feed-forward %d, %d things + %d stuff, text %d",
                            c.stageBlocks(), c.embedDims(), c.numHeads(), c.encoderLayers(), c.decoderLayers(), c.ffnDims(), c.numThings(),
                            c.numStuff(),
                            c.textDim()));
            return Optional.of(c);
        } catch (WeightFormatException e) {
            line(out, "model", "unknown: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void tensors(WeightsFile weights, Map<String, Parameter> known, PrintWriter out) {
        out.println();
        final TextTable table = all
                ? new TextTable("tensor", "type", "shape", "use")
                : new TextTable("part", "tensors", "values", "types", "use");
        if (all) {
            weights.tensors().forEach((name, info) -> table.row(name, info.dtype(), info.shape().toString(), use(name, known)));
        } else {
            final Map<String, Part> parts = new TreeMap<>();
            weights.tensors().forEach((name, info) -> parts.merge(part(name) + "\t" + use(name, known), Part.of(info), Part::plus));
            parts.forEach((key, part) -> {
                final List<String> names = List.of(key.split("\t", -1));
                table.row(names.get(0), "" + part.tensors(), "" + part.values(), part.types(), names.get(1));
            });
        }
        table.print(out);
        out.println();
    }

    private boolean check(WeightsFile weights, ModelConfiguration configuration, PrintWriter out) {
        final WeightCheck.Findings findings = WeightCheck.compare(weights, configuration);
        list(out, "missing", findings.missing());
        list(out, "unexpected", findings.unexpected());
        list(out, "misshapen", findings.misshapen());
        if (!findings.isEmpty()) {
            line(out, "result", "not a model of this configuration");
            return false;
        }
        try (ModelWeights model = ModelWeights.of(weights, Optional.of(configuration))) {
            line(out, "result", "every tensor that inference reads is there" + (model.hasText()
                    ? ", with text rows"
                    : "; no text rows: add them with samcp convert --things-text FILE --stuff-text FILE"));
            return true;
        } catch (WeightFormatException e) {
            line(out, "result", "metadata that cannot be used: " + e.getMessage());
            return false;
        }
    }

    private void list(PrintWriter out, String what, List<String> tensors) {
        tensors.stream().limit(all ? tensors.size() : MOST_LISTED).forEach(tensor -> line(out, what, tensor));
        if (!all && tensors.size() > MOST_LISTED) {
            line(out, what, "and " + (tensors.size() - MOST_LISTED) + " more; --all lists them");
        }
    }

    private static String use(String name, Map<String, Parameter> known) {
        final Parameter parameter = known.get(name);
        return parameter == null ? known.isEmpty() ? "?" : "unknown" : parameter.use().name().toLowerCase(Locale.ROOT);
    }

    private static String part(String name) {
        final String[] words = name.split("\\.", -1);
        return words.length > 2 ? words[0] + "." + words[1] : words[0];
    }

    private static void line(PrintWriter out, String what, String text) {
        out.println(what + " ".repeat(Math.max(1, 12 - what.length())) + text);
    }

    /** Tensors of one part of the model. */
    private record Part(int tensors, long values, String types) {

        static Part of(TensorInfo info) {
            final TensorShape shape = info.shape();
            return new Part(1, shape.elements(), info.dtype());
        }

        Part plus(Part other) {
            return new Part(tensors + other.tensors, values + other.values,
                    types.contains(other.types) ? types : types + " " + other.types);
        }
    }
}
