package io.samcp.layers;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.result.Segmentation;
import io.samcp.layers.model.Fusion;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.LibraryUse;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loaded SAM-CP model on a device. Thread-safe.
 *
 * <p>Two ways to use it: {@link #openSession()} gives a session of one's own, with its stream and its memory; {@link #segment},
 * {@link #segmentAll} and {@link #segmentAsync} use sessions from a pool of {@link Builder#sessions} and wait for a free one.
 *
 * <p>Closing waits for the requests under way; whoever waits for a session then gets an {@link IllegalStateException}.
 */
public final class SamCp implements AutoCloseable {

    private final Device device;
    private final boolean ownsDevice;
    private final ModelWeights weights;
    private final ImageInput imageInput;
    private final Model model;
    private final Limits limits;
    private final Set<Session> sessions = new HashSet<>();
    private final Object warming = new Object();
    private final int poolSize;
    private final SessionPool pool;
    private final ExecutorService workers;
    private boolean closed;

    private SamCp(Builder builder, Device device) {
        this.device = device;
        this.ownsDevice = builder.device == null;
        this.weights = builder.weights;
        this.imageInput = weights.imageInput();
        this.limits = new Limits(builder.maxPatches, builder.maxPixels);
        this.model = new Model(device, weights, imageInput, weights.textEmbedding(), weights.semanticTextEmbedding(),
                new ModelOptions(builder.libraries, builder.precision, builder.planMemoryBytes, Fusion.CLUSTERS, builder.persistent));
        this.poolSize = builder.sessions;
        this.pool = new SessionPool(builder.sessions, this::openSession);
        this.workers = Executors.newFixedThreadPool(builder.sessions, work -> {
            final Thread thread = new Thread(work, "samcp-request");
            thread.setDaemon(true);
            return thread;
        });
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

    /**
     * As {@link Session#segment(RgbImage, PatchSet)}, with a session from the pool.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public Segmentation segment(RgbImage image, PatchSet patches) {
        final Session session = pool.lend();
        try {
            return session.segment(image, patches);
        } finally {
            pool.giveBack(session);
        }
    }

    /**
     * Segments several images, each on its own (SPEC 16's padded batches are another thing), as many at a time as there are sessions.
     *
     * @param requests one or more
     * @return the answers in the order of the requests
     * @throws io.samcp.layers.input.PatchFormatException for the first request, in order, that is refused; the others are finished all the
     *         same
     */
    public List<Segmentation> segmentAll(List<Request> requests) {
        final List<CompletableFuture<Segmentation>> answers = requests.stream().map(r -> segmentAsync(r, Runnable::run)).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).exceptionally(refused -> null).join();
        return answers.stream().map(SamCp::answer).toList();
    }

    private static Segmentation answer(CompletableFuture<Segmentation> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Segments without waiting.
     *
     * @param request image and patches
     * @param completion runs what the caller hangs on the answer
     * @return the answer; completed exceptionally with what {@link #segment} would throw
     * @throws IllegalStateException after {@link #close()}
     */
    public CompletableFuture<Segmentation> segmentAsync(Request request, Executor completion) {
        final CompletableFuture<Segmentation> answer = new CompletableFuture<>();
        final Runnable work = () -> {
            try {
                final Segmentation done = segment(request.image(), request.patches());
                completion.execute(() -> answer.complete(done));
            } catch (RuntimeException e) {
                completion.execute(() -> answer.completeExceptionally(e));
            }
        };
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("this engine is closed", e);
        }
        return answer;
    }

    /**
     * Makes the plans that requests like this one use, in every session of the pool, so that the first of them does not wait.
     *
     * @param request of the sizes to come; its pixels do not matter
     */
    public void warmUp(Request request) {
        synchronized (warming) { // two that each hold half of the pool would wait for ever
            final List<Session> all = new ArrayList<>();
            try {
                for (int i = 0; i < poolSize; i++) {
                    all.add(pool.lend());
                }
                all.forEach(session -> session.warmUp(request.image(), request.patches()));
            } finally {
                all.forEach(pool::giveBack);
            }
        }
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
                + (model.options().libraries() ? device.description().libraries() : "libraries off: PTX for everything");
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
        }
        workers.shutdown();
        pool.closeWhenBack();
        synchronized (this) {
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

        private static final int DEFAULT_SESSIONS = 2;

        private ModelWeights weights;
        private Device device;
        private String deviceName = "best";
        private boolean libraries = true;
        private LibraryUse libraryUse = LibraryUse.MEASURED;
        private Precision precision = Precision.FP32;
        private long planMemoryBytes = ModelOptions.DEFAULT_PLAN_MEMORY;
        private boolean persistent;
        private int sessions = DEFAULT_SESSIONS;
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

        /** Whether library operations (cuBLAS and cuDNN, the CPU's BLAS) may be used. Default: yes. No: PTX for everything. */
        public Builder libraries(boolean allowed) {
            this.libraries = allowed;
            return this;
        }

        /** What the operands of products and convolutions are rounded to. Default: {@link Precision#FP32}, not at all. */
        public Builder precision(Precision operands) {
            this.precision = operands;
            return this;
        }

        /**
         * What a GPU opened by name leaves to libraries if they are allowed. Default: what they were measured to do faster. A device that
         * is given brings its own {@link io.samcp.runtime.CudaOptions#libraryUse}.
         */
        public Builder libraryUse(LibraryUse use) {
            this.libraryUse = use;
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

        /**
         * Whether launches that nothing else stands between become one, whose blocks stay on the device and meet between phases. The numbers
         * are the same to the bit in FP32 and TF32; in BF16 and FP16 launches on clusters (sm_90), which this rules out, add in another order.
         * Default: no.
         */
        public Builder persistent(boolean wanted) {
            this.persistent = wanted;
            return this;
        }

        /**
         * Sessions in the pool of {@link SamCp#segment}, at least 1. Default: 2, so that one request is prepared while another runs. They are
         * opened when needed.
         */
        public Builder sessions(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a pool needs at least one session: " + most);
            }
            this.sessions = most;
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
            final Device chosen = device == null ? Devices.named(deviceName, libraryUse) : device;
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
