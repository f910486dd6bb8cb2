package io.samcp.app.verify;

import io.samcp.weights.WeightFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How far PyTorch's own float32 is from float64, by tensor: the yardstick of every bound. */
final class ErrorTable implements Yardsticks {

    private static final String FILE = "errors_f32_vs_f64.json";
    private static final List<String> SUFFIXES = List.of(".samples", ".stats", ".channel_mean", ".row_mean", ".row_max", ".bits", ".runs");

    private final JsonNode root;

    private ErrorTable(JsonNode root) {
        this.root = root;
    }

    /** The table of a folder, or the shipped one if it has none. */
    static ErrorTable of(Path folder) {
        final Path file = folder.resolve(FILE);
        try (InputStream in = Files.exists(file) ? Files.newInputStream(file) : ErrorTable.class.getResourceAsStream(FILE)) {
            return new ErrorTable(JsonMapper.shared().readTree(in));
        } catch (IOException | JacksonException e) {
            throw new WeightFormatException(file + ": expected JSON, found: " + e.getMessage(), e);
        }
    }

    @Override
    public Yardstick ofCase(String tensor) {
        String name = stripped(tensor);
        if (name.equals("pan.kept_score")) {
            name = "ins.scores";
        }
        final Yardstick found = entry("cases", name);
        return !found.isKnown() && name.startsWith("dec.in.query") ? entry("cases", "enc.0.out") : found;
    }

    Yardstick ofKernel(String file, String tensor) {
        final Yardstick found = entry("kernels", file + ":" + tensor);
        return found.isKnown() ? found : file.startsWith("postprocess") ? ofCase(tensor) : found;
    }

    static String stripped(String tensor) {
        String name = tensor.replaceFirst("^(ins|pan|in)\\.\\d+\\.", "$1.");
        for (final String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                name = name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }

    private Yardstick entry(String section, String name) {
        final JsonNode pair = root.path(section).path(name);
        return pair.isArray() ? Yardstick.known(pair.get(0).asDouble(), pair.get(1).asDouble()) : Yardstick.unknown();
    }
}
