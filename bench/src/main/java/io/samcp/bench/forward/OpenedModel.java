package io.samcp.bench.forward;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.weights.ModelWeights;

/**
 * A model on a device, both owned.
 *
 * @param device where
 * @param weights its weights
 * @param model the model
 */
record OpenedModel(Device device, ModelWeights weights, Model model) implements AutoCloseable {

    static OpenedModel open(String device, BenchmarkModel which, boolean libraries, Precision precision) {
        final Device opened = Devices.named(device);
        final ModelWeights weights = which.open();
        return new OpenedModel(opened, weights, new Model(opened, weights, weights.imageInput(), weights.textEmbedding(),
                weights.semanticTextEmbedding(), ModelOptions.of(libraries, precision)));
    }

    @Override
    public void close() {
        model.close();
        weights.close();
        device.close();
    }
}
