package io.samcp.app.command;

import io.samcp.kernels.Precision;
import io.samcp.layers.SamCp;
import io.samcp.weights.WeightFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs the engine. */
final class EngineChoice {

    @Option(names = "--weights", paramLabel = "FILE", description = "weights: safetensors with text rows (default: the shipped tiny model)")
    private Path weights;

    @Option(names = "--device", paramLabel = DeviceName.SYNTAX, converter = DeviceName.class, defaultValue = "best",
            description = "where it runs (default: best, a GPU if there is a usable one)")
    private String device;

    @Option(names = "--libraries", paramLabel = LibrarySwitch.SYNTAX, defaultValue = "on", description = LibrarySwitch.DESCRIPTION
            + " (default: on)")
    private LibrarySwitch libraries;

    @Option(names = "--precision", paramLabel = "NAME", defaultValue = "FP32", description = "what the operands of matrix products and "
            + "convolutions are rounded to: ${COMPLETION-CANDIDATES} (default: FP32, not at all)")
    private Precision precision;

    @Option(names = PersistentSwitch.NAME, description = PersistentSwitch.DESCRIPTION)
    private boolean persistent;

    /** A weights file and what to say about it. */
    private record Model(Path file, String description) {}

    private Model model(Optional<Path> beside) {
        if (weights != null) {
            return new Model(weights, weights.toString());
        }
        return beside.map(file -> new Model(file, file.toString())).orElseGet(() -> new Model(ShippedModel.file(), ShippedModel.NOTE));
    }

    /** What {@link #open} will open, one line. */
    String description(Optional<Path> beside) {
        return model(beside).description();
    }

    /**
     * Opens the engine.
     *
     * @param beside weights to take if none were named; without them the shipped model
     * @throws WeightFormatException if the weights cannot be used
     */
    SamCp open(Optional<Path> beside) {
        final Path file = model(beside).file();
        if (!Files.exists(file)) {
            throw WeightFormatException.of(file, "file", "a weights file", "nothing");
        }
        return SamCp.builder().weights(file).deviceNamed(device).libraries(libraries.allowed()).libraryUse(libraries.use())
                .precision(precision).persistent(persistent).build();
    }
}
