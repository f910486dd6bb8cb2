package io.samcp.app.verify;

import io.samcp.layers.inference.Batching;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.runtime.Device;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.WeightsFile;
import java.nio.file.Path;
import java.util.Optional;

/** A golden case opened for forward passes: its weights on a device, and its request. */
public final class CaseRun implements AutoCloseable {

    private final String name;
    private final NetworkInput input;
    private final ModelConfiguration configuration;
    private final ModelWeights weights;
    private final Model model;
    private final Inference inference;

    private CaseRun(GoldenFile file, Device device, ModelOptions options) {
        this.name = file.name();
        this.configuration = ModelConfiguration.fromJson(file.text("config").orElse("{}"), file.path());
        final CaseInput in = new CaseInput(file, configuration, Batching.ALONE);
        this.input = in.network();
        final WeightsFile opened = CaseVerifier.weights(file);
        this.weights = ModelWeights.of(opened, Optional.of(configuration));
        this.model = new Model(device, weights, ImageInput.unresized(), in.classText(), in.stuffText(), options);
        this.inference = new Inference(model);
    }

    /**
     * Opens a case.
     *
     * @param file {@code case_*.safetensors}
     * @param device where it runs
     * @param options how its model runs
     */
    public static CaseRun open(Path file, Device device, ModelOptions options) {
        try (GoldenFile golden = GoldenFile.open(file)) {
            return new CaseRun(golden, device, options);
        }
    }

    /** Name of the case. */
    public String name() {
        return name;
    }

    /** Its request. */
    public NetworkInput input() {
        return input;
    }

    public ModelConfiguration configuration() {
        return configuration;
    }

    public Inference inference() {
        return inference;
    }

    @Override
    public void close() {
        inference.close();
        model.close();
        weights.close();
    }
}
