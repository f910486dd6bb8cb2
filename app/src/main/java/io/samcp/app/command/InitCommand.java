package io.samcp.app.command;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.formula.FormulaModel;
import io.samcp.weights.safetensors.SafetensorsWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a weights file of real size without training or download. */
@Command(name = "init", mixinStandardHelpOptions = true, description = {
    "Write a weights file of formula weights: the real sizes, no training.",
    "What such a model segments means nothing; it is for measuring and for checking numbers."})
public final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "NAME", required = true, description = ModelConfiguration.R50_COCO)
    private String config;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the safetensors file to write")
    private Path out;

    @Override
    public Integer call() {
        if (!ModelConfiguration.named(config).equals(ModelConfiguration.r50Coco())) {
            throw WeightFormatException.of("init", "--config", ModelConfiguration.R50_COCO, config);
        }
        final PrintWriter print = spec.commandLine().getOut();
        try (FormulaModel model = new FormulaModel(); Progress progress = Progress.of("init", model.tensors().size())) {
            final Map<String, SafetensorsWriter.Slot> slots = new LinkedHashMap<>();
            model.tensors().forEach((name, info) -> slots.put(name, new SafetensorsWriter.Slot(ElementType.F32, info.shape())));
            SafetensorsWriter.write(out, slots, name -> {
                progress.doing(name);
                return model.tensor(name);
            }, model.metadata(), _ -> progress.step());
            final long values = model.tensors().values().stream().mapToLong(info -> info.shape().elements()).sum();
            print.println("wrote    " + out + ": " + slots.size() + " tensors, " + values
                    + " values by formula, text rows and vocabulary included");
            print.flush();
        }
        return 0;
    }
}
