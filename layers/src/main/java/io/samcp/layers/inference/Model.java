package io.samcp.layers.inference;

import io.samcp.kernels.Precision;
import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.model.ModelParameters;
import io.samcp.layers.model.TextEncoder;
import io.samcp.runtime.Device;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Graph;
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

    /** Device memory that a session keeps for plans if nothing else is said: 4 GiB. */
    public static final long DEFAULT_PLAN_MEMORY = 4L << 30;

    private final Device device;
    private final ModelConfiguration configuration;
    private final ImageInput imageInput;
    private final boolean libraries;
    private final Precision precision;
    private final long planMemoryBytes;
    private final DeviceParameters parameters;
    private final Map<ModelGraph.Variant, Graph> graphs = new ConcurrentHashMap<>();

    /**
     * Puts a model on a device.
     *
     * @param device where
     * @param weights checked weights
     * @param imageInput how an image enters
     * @param text class rows {@code [C, E]}
     * @param semanticText stuff rows {@code [S, E]}
     * @param libraries whether library operations may be used; false: PTX for everything
     * @param precision of the operands of products and convolutions
     * @param planMemoryBytes device memory that the plans of one session may keep; the plan in use may be larger
     */
    public Model(Device device, ModelWeights weights, ImageInput imageInput, HostTensor text, HostTensor semanticText, boolean libraries,
            Precision precision,
            long planMemoryBytes) {
        this.device = device;
        this.configuration = weights.configuration();
        this.imageInput = imageInput;
        this.libraries = libraries;
        this.precision = precision;
        this.planMemoryBytes = planMemoryBytes;
        this.parameters = new DeviceParameters(device,
                new ModelParameters(weights, TextEncoder.encode(device, weights, text, semanticText, libraries)));
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

    public Precision precision() {
        return precision;
    }

    public boolean libraries() {
        return libraries;
    }

    /** Device memory that the plans of one session may keep. */
    public long planMemoryBytes() {
        return planMemoryBytes;
    }

    /** Bytes of parameters on the device so far. */
    public long parameterBytes() {
        return parameters.bytes();
    }

    DeviceParameters parameters() {
        return parameters;
    }

    Graph graph(ModelGraph.Variant variant) {
        return graphs.computeIfAbsent(variant, v -> ModelGraph.of(configuration, imageInput, v, precision));
    }

    @Override
    public void close() {
        parameters.close();
    }
}
