package io.samcp.app.profile;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.layers.model.Fusion;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.Work;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.formula.FormulaModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the released model (R50, COCO) launches for an image of 640 x 480 with 150 patches, without running it: weights by formula, a device
 * {@link PaperDevice on paper}.
 */
public final class ModelLaunches {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int PATCHES = 150;
    private static final Pattern BEFORE_THE_HEAD = Pattern.compile("image|mask7|backbone|neck");

    private final Map<Form, List<KernelWork<?>>> launches = new LinkedHashMap<>();

    private ModelLaunches() {}

    /**
     * A form of the model.
     *
     * @param precision of its products
     * @param clusters whether launches on clusters are among them
     */
    public record Form(Precision precision, boolean clusters) {
        @Override
        public String toString() {
            return clusters ? precision + ", clusters" : precision.name();
        }
    }

    /** Makes the plans in all forms; those that come out alike but once. */
    public static ModelLaunches on(Gpu gpu) {
        final ModelLaunches all = new ModelLaunches();
        try (PaperDevice device = new PaperDevice(gpu); ModelWeights weights = ModelWeights.of(new FormulaModel(), Optional.empty())) {
            for (final Precision precision : Precision.values()) {
                all.launches.put(new Form(precision, false), launches(device, weights, precision, Fusion.TENSOR_CORES));
                final List<KernelWork<?>> clusters = launches(device, weights, precision, Fusion.CLUSTERS);
                if (clusters.stream().anyMatch(work -> work.kernel() instanceof ClusterChainKernel)) {
                    all.launches.put(new Form(precision, true), clusters);
                }
            }
        }
        return all;
    }

    private static List<KernelWork<?>> launches(PaperDevice device, ModelWeights weights, Precision precision, Fusion fusion) {
        try (Model model = new Model(device, weights, weights.imageInput(), weights.textEmbedding(), weights.semanticTextEmbedding(),
                ModelOptions.of(false, precision).withFusion(fusion)); Inference inference = new Inference(model)) {
            final List<KernelWork<?>> works = new ArrayList<>();
            for (final Work work : inference.plan(input(weights)).work()) {
                if (work instanceof KernelWork<?> launch) {
                    works.add(launch);
                }
            }
            return works;
        }
    }

    /** In the order of precisions, without clusters first. */
    Set<Form> forms() {
        return Collections.unmodifiableSet(launches.keySet());
    }

    private static NetworkInput input(ModelWeights weights) {
        final int[] words = new int[BitPlane.wordsPerPlane(WIDTH, HEIGHT)];
        words[0] = 1;
        final Patch patch = new Patch(RunLengthMask.of(new BitPlane(WIDTH, HEIGHT, words)), 0, 0, 0, 0);
        final PatchSet patches = new PatchSet(WIDTH, HEIGHT, Collections.nCopies(PATCHES, patch));
        final NetworkSize size = NetworkSize.of(WIDTH, HEIGHT, weights.imageInput());
        return new NetworkInput(new NetworkInput.Source.Image(new RgbImage(WIDTH, HEIGHT, new byte[3 * WIDTH * HEIGHT])), size,
                PatchTable.of(patches, size, Optional.empty()));
    }

    /** Launches of the head in a form, from boxes and features to the class logits, in their order. */
    List<KernelWork<?>> head(Form form) {
        final List<KernelWork<?>> all = launches.get(form);
        final int last = all.stream().map(KernelWork::label).toList().lastIndexOf("bbox_head.logits");
        return all.subList(0, last + 1).stream().filter(work -> !BEFORE_THE_HEAD.matcher(work.label()).lookingAt()).toList();
    }

    /** Launches of a rung in the form that has the most. */
    public long count(Kernel<?> rung) {
        return launches.values().stream().mapToLong(all -> all.stream().filter(work -> work.kernel().equals(rung)).count()).max().orElse(0);
    }

    /** The most work that the model asks of a rung, or of another rung with the same contract; none if it never does. */
    public <S> Optional<S> heaviest(Kernel<S> rung) {
        return launches.values().stream().flatMap(List::stream).filter(work -> work.kernel().getClass() == rung.getClass())
                .map(work -> shape(rung, work)).flatMap(Optional::stream)
                .max(Comparator.comparingLong((S shape) -> rung.cost(shape).flops()).thenComparingLong(shape -> rung.cost(shape).bytes()));
    }

    /** The shape of a launch for another rung, if it takes it: kernels of one class have shapes of one class. */
    @SuppressWarnings("unchecked")
    private static <S> Optional<S> shape(Kernel<S> rung, KernelWork<?> work) {
        final S shape = (S) work.shape();
        try {
            rung.geometry(shape);
            rung.bufferBytes(shape);
            return Optional.of(shape);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // its contract is narrower
        }
    }
}
