package io.samcp.bench.forward;

import io.samcp.app.command.ShippedModel;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.formula.FormulaModel;
import io.samcp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that benchmarks run, and the image that suits each. */
public enum BenchmarkModel {
    /** The shipped model, at the size of the shipped scenes. */
    TINY("tiny", 256, 192),
    /** The released sizes with weights by formula; an image of 640 x 480 is enlarged to 1067 x 800. */
    R50_COCO(ModelConfiguration.R50_COCO, 640, 480);

    private final String label;
    private final int width;
    private final int height;

    BenchmarkModel(String label, int width, int height) {
        this.label = label;
        this.width = width;
        this.height = height;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** All labels. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(BenchmarkModel::label).toList();
    }

    /**
     * By label.
     *
     * @throws IllegalArgumentException if there is none
     */
    static BenchmarkModel named(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model: expected one of " + labels() + ", found '" + label + "'"));
    }

    /** An image and so many patches. */
    SyntheticRequest request(int patches) {
        return SyntheticRequest.of(width, height, patches);
    }

    /** Its weights, opened; those by formula are never written to a file. */
    ModelWeights open() {
        return switch (this) {
            case TINY -> ModelWeights.open(ShippedModel.file());
            case R50_COCO -> ModelWeights.of(new FormulaModel(), Optional.empty());
        };
    }

    /** Its weights as a file, which is deleted at the end. */
    Path file() {
        return switch (this) {
            case TINY -> ShippedModel.file();
            case R50_COCO -> written();
        };
    }

    private static Path written() {
        try (FormulaModel model = new FormulaModel()) {
            final Path file = Files.createTempFile("samcp-r50-coco", ".safetensors");
            file.toFile().deleteOnExit();
            final Map<String, SafetensorsWriter.Slot> slots = new LinkedHashMap<>();
            model.tensors().forEach((name, info) -> slots.put(name, new SafetensorsWriter.Slot(ElementType.F32, info.shape())));
            SafetensorsWriter.write(file, slots, model::tensor, model.metadata(), _ -> {});
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for the weights: " + e.getMessage(), e);
        }
    }
}
