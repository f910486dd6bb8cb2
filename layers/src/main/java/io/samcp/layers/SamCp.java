package io.samcp.layers;

import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.input.PatchSet;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.Vocabulary;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A loaded SAM-CP model on a device; hands out sessions. Thread-safe. */
public final class SamCp implements AutoCloseable {

    private final Device device;
    private final boolean ownsDevice;
    private final ModelWeights weights;
    private final ImageInput imageInput;
    private final Model model;
    private final Limits limits;
    private final Set<Session> sessions = new HashSet<>();
    private boolean closed;

    private SamCp(Builder builder, Device device) {
        this.device = device;
        this.ownsDevice = builder.device == null;
        this.weights = builder.weights;
        this.imageInput = weights.imageInput();
        this.limits = new Limits(builder.maxPatches, builder.maxPixels);
        this.model = new Model(device, weights, imageInput, weights.textEmbedding(), weights.semanticTextEmbedding(), builder.libraries,
                builder.planMemoryBytes);
    }

    /**
     * Opens a model on the best device there is.
     *
     * @param weights safetensors with text rows
     * @throws io.samcp.weights.WeightFormatException if the file is not a model this engine can run
     */
    public static SamCp open(Path weights) {
        return builder().weights(weights).build();
    }

    /** Choices to make before a model is opened. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a session.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized Session openSession() {
        requireOpen();
        final Session session = new Session(limits, imageInput, new Inference(model), this::forget);
        sessions.add(session);
        return session;
    }

    /** The classes this model tells apart. */
    public Vocabulary vocabulary() {
        return weights.vocabulary();
    }

    public ModelConfiguration configuration() {
        return weights.configuration();
    }

    /** One line on the device and what runs where. */
    public String description() {
        return device.description().name() + "; "
                + (model.libraries() ? device.description().libraries() : "libraries off: PTX for everything");
    }

    private synchronized void forget(Session session) {
        sessions.remove(session);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this engine is closed");
        }
    }

    @Override
    public void close() {
        final List<Session> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(Session::close);
        model.close();
        weights.close();
        if (ownsDevice) {
            device.close();
        }
    }

    /** Choices to make before a model is opened. */
    public static final class Builder {

        private ModelWeights weights;
        private Device device;
        private String deviceName = "best";
        private boolean libraries = true;
        private long planMemoryBytes = Model.DEFAULT_PLAN_MEMORY;
        private int maxPatches = PatchSet.MOST;
        private long maxPixels = Limits.DEFAULT_PIXELS;

        private Builder() {}

        /**
         * The model's file: safetensors with its configuration and text rows.
         *
         * @throws io.samcp.weights.WeightFormatException if the file is not a model this engine can run
         */
        public Builder weights(Path file) {
            return weights(ModelWeights.open(file));
        }

        /** An opened model; the engine closes it. */
        public Builder weights(ModelWeights opened) {
            this.weights = opened;
            return this;
        }

        /**
         * A device by name, owned by the engine; see {@link Devices#named}. Default: {@code best}.
         *
         * @param name {@code best}, {@code cpu}, {@code cuda}, {@code cuda:INDEX} or {@code cuda:UUID}
         */
        public Builder deviceNamed(String name) {
            this.deviceName = name;
            return this;
        }

        /** A device; it stays the caller's. Default: the best there is, owned by the engine. */
        public Builder device(Device chosen) {
            this.device = chosen;
            return this;
        }

        /** Whether library operations (CPU BLAS and convolutions) may be used. Default: yes. No: PTX for everything. */
        public Builder libraries(boolean allowed) {
            this.libraries = allowed;
            return this;
        }

        /**
         * Device memory that a session keeps for plans of sizes it has seen. Default: 4 GiB. A plan that is needed is made even if it takes
         * more; those used longest ago go first.
         */
        public Builder planMemory(long bytes) {
            this.planMemoryBytes = bytes;
            return this;
        }

        /** Most patches of a request, 1..1024. Default: 1024. */
        public Builder maxPatches(int limit) {
            this.maxPatches = limit;
            return this;
        }

        /** Most pixels of an image. Default: 67,108,864. */
        public Builder maxPixels(long limit) {
            this.maxPixels = limit;
            return this;
        }

        /**
         * Opens the engine.
         *
         * @throws IllegalStateException if no weights were given
         * @throws IllegalArgumentException if the device's name is none
         * @throws io.samcp.runtime.DeviceException if the device cannot be opened
         */
        public SamCp build() {
            if (weights == null) {
                throw new IllegalStateException("no weights: call weights(file) first");
            }
            final Device chosen = device == null ? Devices.named(deviceName) : device;
            try {
                return new SamCp(this, chosen);
            } catch (RuntimeException e) {
                if (device == null) {
                    chosen.close();
                }
                throw e;
            }
        }
    }
}
