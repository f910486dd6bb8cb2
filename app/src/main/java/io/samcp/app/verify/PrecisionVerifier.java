package io.samcp.app.verify;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.model.Fusion;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.Trace;
import io.samcp.runtime.Device;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.SimulatedDeviceProvider;
import io.samcp.simulator.library.ScalarOperations;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A case in a precision below FP32. Each stage starts from the FP32 results of the stage before, masks and boxes too, and may be off by twice
 * as much as plain loops over the same rounded operands are; what comes of a free run is told and not judged.
 *
 * <p>The FP32 results stand for the goldens, of which files keep only a part; a case has to be verified in FP32 first.
 */
final class PrecisionVerifier {

    private static final double PER_MILLE = 1000;
    private static final double PERCENT = 100;

    private final Device device;
    private final ModelOptions options;

    PrecisionVerifier(Device device, ModelOptions options) {
        this.device = device;
        this.options = options;
    }

    CaseResult verify(GoldenFile file) {
        final long start = System.nanoTime();
        final List<Check> all = new ArrayList<>();
        final List<String> near = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        for (final CaseImage image : CaseImage.of(file)) {
            verify(image, all, near, notes);
        }
        return new CaseResult(file.name() + " " + options.precision(), all, near, notes, (System.nanoTime() - start) * 1e-9);
    }

    private void verify(CaseImage image, List<Check> all, List<String> near, List<String> notes) {
        final GoldenFile file = image.file();
        final ModelConfiguration config = ModelConfiguration.fromJson(file.text("config").orElse("{}"), file.path());
        final CaseInput in = new CaseInput(file, config, image.batching());
        final NetworkInput input = in.network();
        try (ModelWeights weights = ModelWeights.of(CaseVerifier.weights(file), Optional.of(config));
                Device loops = SimulatedDeviceProvider.open(EngineOptions.allCores(), new ScalarOperations())) {
            final Passes exact = new Passes(device, weights, in, ModelOptions.of(options.libraries(), Precision.FP32));
            final Trace fp32 = exact.run(inference -> inference.trace(input));
            final Passes ours = new Passes(device, weights, in, options);
            final Trace staged = ours.run(inference -> inference.traceStages(input, fp32));
            final Trace free = ours.run(inference -> inference.trace(input));
            final Trace reference = new Passes(loops, weights, in, ModelOptions.of(true, options.precision()).withFusion(Fusion.NONE))
                    .run(inference -> inference.traceStages(input, fp32));

            final Map<String, Double> errors = new HashMap<>();
            checks(image, config, reference, tensor -> Yardstick.none()).all()
                    .forEach(check -> errors.put(check.tensor(), check.worst()));
            final CaseChecks checks = checks(image, config, staged, tensor -> Yardstick.ofReference(errors.getOrDefault(tensor, 0.0)));
            checks.all().forEach(check -> all.add(check.under(image.prefix())));
            checks.near().forEach(entry -> near.add(image.prefix() + entry));
            notes.add(image.prefix() + endToEnd(image, config, fp32, free));
        }
    }

    /** A way to run a model. */
    private interface Run {
        Trace of(Inference inference);
    }

    private record Passes(Device device, ModelWeights weights, CaseInput in, ModelOptions options) {

        Trace run(Run run) {
            try (Model model = new Model(device, weights, ImageInput.unresized(), in.classText(), in.stuffText(),
                    options); Inference inference = new Inference(model)) {
                return run.of(inference);
            }
        }
    }

    private static CaseChecks checks(CaseImage image, ModelConfiguration config, Trace trace, Yardsticks yardsticks) {
        final int own = image.file().shape("in.boxes")[0];
        return new CaseChecks(image.file(), outputs(image, config, trace), yardsticks, config.numStuff(), image.columns(own), own,
                config.decoderLayers());
    }

    private static CaseOutputs outputs(CaseImage image, ModelConfiguration config, Trace trace) {
        final int own = image.file().shape("in.boxes")[0];
        final int columns = image.columns(own);
        return new CaseOutputs(trace, columns, config.numStuff() + columns, own);
    }

    private static String endToEnd(CaseImage image, ModelConfiguration config, Trace fp32, Trace free) {
        final CaseOutputs expected = outputs(image, config, fp32);
        final CaseOutputs actual = outputs(image, config, free);
        long bits = 0;
        long flipped = 0;
        for (int l = 1; l < config.decoderLayers(); l++) {
            final int[] before = expected.bits("dec." + l + ".dca_blocked");
            final int[] after = actual.bits("dec." + l + ".dca_blocked");
            bits += before.length;
            flipped += IntStream.range(0, before.length).filter(i -> before[i] != after[i]).count();
        }
        final int[] labels = expected.panopticInts("semantic");
        final int[] found = actual.panopticInts("semantic");
        final long same = IntStream.range(0, labels.length).filter(i -> labels[i] == found[i]).count();
        return String.format(Locale.ROOT,
                "end to end, against FP32: %.2f per mille of the mask bits differ, %.2f %% of the pixels have the same label",
                PER_MILLE * flipped / Math.max(1, bits), PERCENT * same / labels.length);
    }
}
