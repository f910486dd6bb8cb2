package io.samcp.layers.inference;

import io.samcp.kernels.Precision;
import io.samcp.layers.model.Fusion;
import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.model.ModelParameters;
import io.samcp.layers.model.StagedGraph;
import io.samcp.layers.model.TextEncoder;
import io.samcp.runtime.Device;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model on a device: its parameters uploaded and its graphs built, shared by all sessions. Thread-safe.
 *
 * <p>Closing frees the parameters; the device and the weights belong to the caller.
 */
public final class Model implements AutoCloseable {

    /** Compute capability 9.0. */
    private static final int CLUSTERS_SINCE = 90;

    private final Device device;
    private final ModelConfiguration configuration;
    private final ImageInput imageInput;
    private final ModelOptions options;
    private final DeviceParameters parameters;
    private final Map<Kind, Graph> graphs = new ConcurrentHashMap<>();

    private record Kind(ModelGraph.Variant variant, boolean taps) {}

    /**
     * Puts a model on a device.
     *
     * @param device where
     * @param weights checked weights
     * @param imageInput how an image enters
     * @param text class rows {@code [C, E]}
     * @param semanticText stuff rows {@code [S, E]}
     * @param options how it runs
     */
    public Model(Device device, ModelWeights weights, ImageInput imageInput, HostTensor text, HostTensor semanticText,
            ModelOptions options) {
        this.device = device;
        this.configuration = weights.configuration();
        this.imageInput = imageInput;
        this.options = options;
        this.parameters = new DeviceParameters(device,
                new ModelParameters(weights, TextEncoder.encode(device, weights, text, semanticText, options.libraries())));
    }

    public Device device() {
        return device;
    }

    public ModelConfiguration configuration() {
        return configuration;
    }

    public ImageInput imageInput() {
        return imageInput;
    }

    public ModelOptions options() {
        return options;
    }

    /** Bytes of parameters on the device so far. */
    public long parameterBytes() {
        return parameters.bytes();
    }

    DeviceParameters parameters() {
        return parameters;
    }

    /** The graph that runs. Taps hold nodes apart that could be one, so without them it is another. */
    Graph graph(ModelGraph.Variant variant, boolean taps) {
        return graphs.computeIfAbsent(new Kind(variant, taps), kind -> {
            final Graph graph = ModelGraph.of(configuration, imageInput, variant);
            return inPrecision(taps ? graph : graph.withoutTaps());
        });
    }

    /** The graph cut at its taps, of given types. */
    Graph staged(ModelGraph.Variant variant, Map<String, TensorType> types) {
        return inPrecision(StagedGraph.of(ModelGraph.of(configuration, imageInput, variant), types));
    }

    private Graph inPrecision(Graph graph) {
        return ModelGraph.in(options.precision(), fusion(), configuration, graph);
    }

    /** As far as device and options allow. */
    private Fusion fusion() {
        if (options.precision() == Precision.TF32 && options.libraries()) {
            return Fusion.NONE; // libraries take operands that are rounded already
        }
        final boolean clusters = !options.persistent() && Architecture.capability(device.description().architecture()) >= CLUSTERS_SINCE;
        return options.fusion() == Fusion.CLUSTERS && !clusters ? Fusion.TENSOR_CORES : options.fusion();
    }

    @Override
    public void close() {
        parameters.close();
    }
}
