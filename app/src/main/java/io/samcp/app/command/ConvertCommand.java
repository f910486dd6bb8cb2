package io.samcp.app.command;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.ClassText;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.Parameter;
import io.samcp.weights.ParameterTable;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightCheck;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import io.samcp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a checkpoint into the file the engine reads. */
@Command(name = "convert", mixinStandardHelpOptions = true, description = {
    "Convert a PyTorch checkpoint to safetensors: what inference reads,"
            + " its configuration, and text rows if they are given."})
public final class ConvertCommand implements Callable<Integer> {

    private static final List<String> CARRIED = List.of("input", "vocabulary", "classes");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "PyTorch checkpoint (zip or legacy) or safetensors")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT.safetensors", description = "the file to write")
    private Path out;

    @Option(names = "--things-text", paramLabel = "FILE", description = "thing rows (one tensor; a background row may follow)")
    private Path thingsText;

    @Option(names = "--stuff-text", paramLabel = "FILE", description = "stuff rows (one tensor)")
    private Path stuffText;

    @Option(names = "--config", paramLabel = "NAME|FILE.json", description = "the model's configuration (" + ModelConfiguration.R50_COCO
            + ", or a file) where the checkpoint does not hold it")
    private String config;

    @Override
    public Integer call() throws IOException {
        if ((thingsText == null) != (stuffText == null)) {
            throw new ParameterException(spec.commandLine(), "--things-text and --stuff-text go together");
        }
        final PrintWriter print = spec.commandLine().getOut();
        try (WeightsFile source = WeightsFiles.open(in)) {
            final ModelConfiguration configuration = configuration(source);
            WeightCheck.require(source, configuration);
            final Map<String, HostTensor> text = text(configuration);
            final Map<String, SafetensorsWriter.Slot> slots = slots(source, configuration, text);
            try (Progress progress = Progress.of("convert", slots.size())) {
                SafetensorsWriter.write(out, slots, name -> {
                    progress.doing(name);
                    return text.containsKey(name) ? text.get(name) : source.tensor(name);
                }, metadata(source, configuration), _ -> progress.step());
            }
            print.println("wrote    " + out + ": " + slots.size() + " tensors of " + source.tensors().size() + "; the rest is never read");
            if (!slots.containsKey(ParameterTable.TEXT)) {
                print.println("note     no text rows: segment needs them, add them with --things-text FILE --stuff-text FILE");
            }
            print.flush();
        }
        return 0;
    }

    private ModelConfiguration configuration(WeightsFile source) throws IOException {
        if (config == null) {
            try {
                return ModelWeights.configurationOf(source);
            } catch (WeightFormatException e) {
                throw new WeightFormatException(e.getMessage() + " (--config gives another configuration)", e);
            }
        }
        final Path file = Path.of(config);
        return Files.isRegularFile(file) ? ModelConfiguration.fromJson(Files.readString(file), file) : ModelConfiguration.named(config);
    }

    private Map<String, HostTensor> text(ModelConfiguration configuration) {
        final Map<String, HostTensor> text = new LinkedHashMap<>();
        if (thingsText != null) {
            final HostTensor things = onlyTensor(thingsText);
            final HostTensor stuff = onlyTensor(stuffText);
            if (stuff.shape().dim(0) != configuration.numStuff() || stuff.shape().dim(-1) != configuration.textDim()) {
                throw WeightFormatException.of(stuffText, "text rows", configuration.numStuff() + "x" + configuration.textDim(),
                        stuff.shape().toString());
            }
            text.put(ParameterTable.TEXT, ClassText.concatenate(things, stuff, configuration.numClasses()));
            text.put(ParameterTable.SEMANTIC_TEXT, stuff);
        }
        return text;
    }

    /** A copy, so that the file can be closed. */
    private static HostTensor onlyTensor(Path path) {
        try (WeightsFile file = WeightsFiles.open(path)) {
            if (file.tensors().size() != 1) {
                throw WeightFormatException.of(path, "tensors", "one, the text rows", file.tensors().keySet().toString());
            }
            final HostTensor tensor = file.tensor(file.tensors().keySet().iterator().next());
            if (tensor.shape().rank() != 2) {
                throw WeightFormatException.of(path, "text rows", "a matrix", tensor.shape().toString());
            }
            return HostTensor.ofFloats(tensor.shape(), tensor.toFloats());
        }
    }

    private static Map<String, SafetensorsWriter.Slot> slots(WeightsFile source, ModelConfiguration configuration,
            Map<String, HostTensor> text) {
        final Map<String, SafetensorsWriter.Slot> slots = new LinkedHashMap<>();
        for (final Parameter parameter : ParameterTable.of(configuration).values()) {
            final TensorInfo info = source.tensors().get(parameter.name());
            if (info != null && parameter.use() != Parameter.Use.UNUSED) {
                slots.put(parameter.name(), new SafetensorsWriter.Slot(source.tensor(parameter.name()).type(), info.shape()));
            }
        }
        text.forEach((name, tensor) -> slots.put(name, new SafetensorsWriter.Slot(ElementType.F32, tensor.shape())));
        return slots;
    }

    private static Map<String, String> metadata(WeightsFile source, ModelConfiguration configuration) {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("config", configuration.toJson());
        CARRIED.stream().filter(source.metadata()::containsKey).forEach(key -> metadata.put(key, source.metadata().get(key)));
        metadata.putIfAbsent("input", ImageInput.DEFAULT.toJson());
        return metadata;
    }
}
