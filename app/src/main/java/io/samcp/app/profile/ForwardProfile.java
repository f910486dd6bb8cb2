package io.samcp.app.profile;

import io.samcp.app.scenes.Scene;
import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelWork;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.LaunchCounters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts what launches do where the model makes them: with the shapes and the data they really have. */
public final class ForwardProfile {

    private ForwardProfile() {}

    /**
     * A launch that was counted.
     *
     * @param number its place among all launches of kernels, from 1
     * @param work what was launched
     * @param counters what it did
     */
    public record Launched(int number, KernelWork<?> work, LaunchCounters counters) {

        public String kernel() {
            return work.kernel().name();
        }

        public Cost cost() {
            return cost(work);
        }

        public LaunchGeometry geometry() {
            return geometry(work);
        }

        /** The file of its PTX. */
        public String file() {
            return kernel() + ".ptx";
        }

        /** Its number, the part of the model that asked for it, and its shape. */
        public String about() {
            return "launch " + number + ", " + work.label() + ", " + work.shape();
        }

        /** Everything about it, beside a GPU. */
        public Profile profile(Gpu gpu) {
            return Profile.of(kernel(), file(), about(), work.kernel().source().text(), geometry(), counters, cost(), gpu);
        }

        private static <S> Cost cost(KernelWork<S> work) {
            return work.kernel().cost(work.shape());
        }

        private static <S> LaunchGeometry geometry(KernelWork<S> work) {
            return work.kernel().geometry(work.shape());
        }
    }

    /**
     * Runs something on the engine with PTX for everything and counts what its launches do.
     *
     * @param wanted the kernel to count, in place of another rung of its family where that is launched; null: all
     * @param work gets the device
     */
    public static List<Launched> of(Kernel<?> wanted, Consumer<Device> work) {
        final Recorder recorder = new Recorder(wanted);
        try (EngineDevice engine = Devices.engine(EngineOptions.allCores())) {
            ((SimulatedDevice) engine).observe(recorder);
            work.accept(engine);
        }
        return List.copyOf(recorder.launched);
    }

    /**
     * A forward pass from the image to the results.
     *
     * @param weights the model
     * @param scene image and patches
     * @param precision what operands of products and convolutions are rounded to
     */
    public static Consumer<Device> forward(Path weights, Scene scene, Precision precision) {
        return device -> {
            try (SamCp model = SamCp.builder().weights(weights).device(device).libraries(false).precision(precision).build();
                    Session session = model.openSession()) {
                session.segment(scene.image(), scene.patches());
            }
        };
    }

    private static final class Recorder implements LaunchObserver {

        private final Kernel<?> wanted;
        private final List<Launched> launched = new ArrayList<>();
        private final List<String> all = new ArrayList<>();

        Recorder(Kernel<?> wanted) {
            this.wanted = wanted;
        }

        @Override
        public KernelWork<?> choose(KernelWork<?> work) {
            return wanted != null && wanted.getClass() == work.kernel().getClass() ? with(work) : work;
        }

        /** Rungs of a family are versions of one descriptor and take the same shapes and buffers. */
        @SuppressWarnings("unchecked")
        private <S> KernelWork<S> with(KernelWork<S> work) {
            return new KernelWork<>(work.label(), (Kernel<S>) wanted, work.shape(), work.buffers());
        }

        @Override
        public boolean counts(KernelWork<?> work) {
            return wanted == null || work.kernel().name().equals(wanted.name());
        }

        @Override
        public void launched(KernelWork<?> work, LaunchCounters counters) {
            all.add(work.kernel().name());
            if (counters != null) {
                launched.add(new Launched(all.size(), work, counters));
            }
        }
    }
}
