package io.samcp.app.profile;

import io.samcp.app.scenes.Scene;
import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
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

/** Counts what the launches of a forward pass do, with the shapes and the data they really have. */
public final class ForwardProfile {

    private ForwardProfile() {}

    /**
     * A launch of the forward pass.
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

        /** Everything about it, beside a GPU. */
        public Profile profile(Gpu gpu) {
            return Profile.of(kernel(), kernel() + ".ptx", "launch " + number + ", " + work.label() + ", " + work.shape(),
                    work.kernel().source().text(), geometry(), counters, cost(), gpu);
        }

        private static <S> Cost cost(KernelWork<S> work) {
            return work.kernel().cost(work.shape());
        }

        private static <S> LaunchGeometry geometry(KernelWork<S> work) {
            return work.kernel().geometry(work.shape());
        }
    }

    /**
     * Runs a forward pass, from the image to the results, with PTX for everything.
     *
     * @param weights the model
     * @param scene image and patches
     * @param precision what operands of products and convolutions are rounded to
     * @param wanted the kernel to count, in place of another rung of its family where the model takes that; null: all
     */
    public static List<Launched> run(Path weights, Scene scene, Precision precision, Kernel<?> wanted) {
        final Recorder recorder = new Recorder(wanted);
        try (EngineDevice engine = Devices.engine(EngineOptions.allCores())) {
            ((SimulatedDevice) engine).observe(recorder);
            try (SamCp model = SamCp.builder().weights(weights).device(engine).libraries(false).precision(precision).build();
                    Session session = model.openSession()) {
                session.segment(scene.image(), scene.patches());
            }
        }
        return List.copyOf(recorder.launched);
    }

    private static final class Recorder implements LaunchObserver {

        private final Kernel<?> wanted;
        private final List<Launched> launched = new ArrayList<>();

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
            launched.add(new Launched(launched.size() + 1, work, counters));
        }
    }
}
