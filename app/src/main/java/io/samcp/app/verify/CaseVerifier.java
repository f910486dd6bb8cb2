package io.samcp.app.verify;

import io.samcp.layers.inference.Batching;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.Trace;
import io.samcp.layers.result.Instance;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Device;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import io.samcp.weights.formula.FormulaModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a case from its inputs, free-running, and compares every stored result. */
final class CaseVerifier {

    private final Device device;
    private final ModelOptions options;
    private final ErrorTable errors;

    CaseVerifier(Device device, ModelOptions options, ErrorTable errors) {
        this.device = device;
        this.options = options;
        this.errors = errors;
    }

    /** What a forward pass of a case gave, for one or many comparisons. */
    record Outcome(CaseOutputs outputs, Check crop, Check production, int semantic, int patches, int ownPatches, int stages) {}

    CaseResult verify(GoldenFile file) {
        final long start = System.nanoTime();
        final List<Check> all = new ArrayList<>();
        final List<String> near = new ArrayList<>();
        for (final CaseImage image : CaseImage.of(file)) {
            final CaseResult result = compare(image.file(), run(image), 0);
            result.checks().forEach(check -> all.add(check.under(image.prefix())));
            result.near().forEach(entry -> near.add(image.prefix() + entry));
        }
        return new CaseResult(file.name(), all, near, List.of(), (System.nanoTime() - start) * 1e-9);
    }

    /** Compares the stored results of a file with an outcome. */
    CaseResult compare(GoldenFile file, Outcome outcome, double seconds) {
        final CaseChecks checks = new CaseChecks(file, outcome.outputs(), errors, outcome.semantic(), outcome.patches(),
                outcome.ownPatches(),
                outcome.stages());
        final List<Check> all = new ArrayList<>();
        all.add(outcome.crop());
        all.addAll(checks.all());
        all.add(outcome.production());
        return new CaseResult(file.name(), all, checks.near(), List.of(), seconds);
    }

    Outcome run(GoldenFile file) {
        return run(new CaseImage("", file, Batching.ALONE));
    }

    private Outcome run(CaseImage image) {
        final GoldenFile file = image.file();
        final ModelConfiguration config = ModelConfiguration.fromJson(file.text("config").orElse("{}"), file.path());
        final CaseInput input = new CaseInput(file, config, image.batching());
        try (ModelWeights weights = ModelWeights.of(weights(file), Optional.of(config));
                Model model = new Model(device, weights, ImageInput.unresized(), input.classText(), input.stuffText(), options);
                Inference inference = new Inference(model)) {
            final NetworkInput network = input.network();
            final Trace trace = inference.trace(network);
            final int own = network.patches().count();
            final int columns = image.columns(own);
            final CaseOutputs outputs = new CaseOutputs(trace, columns, config.numStuff() + columns, own);
            return new Outcome(outputs, crop(file, input), production(trace.segmentation(), inference.run(network)), config.numStuff(),
                    columns, own, config.decoderLayers());
        }
    }

    private Check crop(GoldenFile file, CaseInput input) {
        final int[] cropped = new OperationRunner(device, options.libraries()).cropMasks(input.patches(false));
        final int[] expected = file.ints("in.mask7");
        return Comparison.exact("in.mask7", expected, Arrays.copyOf(cropped, expected.length));
    }

    /** The plan without taps must give the same answer: to the bit where only kernels of ours run. */
    private Check production(Segmentation traced, Segmentation produced) {
        final List<Instance> a = traced.instances();
        final List<Instance> b = produced.instances();
        int different = a.size() == b.size() ? 0 : 1;
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            final boolean same = a.get(i).label() == b.get(i).label() && a.get(i).query() == b.get(i).query()
                    && Float.compare(a.get(i).score(), b.get(i).score()) == 0 && a.get(i).box().equals(b.get(i).box())
                    && a.get(i).patches().equals(b.get(i).patches()) && Arrays.equals(a.get(i).mask().words(), b.get(i).mask().words());
            different += same ? 0 : 1;
        }
        different += traced.segments().equals(produced.segments()) ? 0 : 1;
        different += Arrays.equals(traced.panoptic().values(), produced.panoptic().values()) ? 0 : 1;
        different += Arrays.equals(traced.semantic().values(), produced.semantic().values()) ? 0 : 1;
        return new Check("(plan without taps)", different, 0, Double.NaN, different == 0, "");
    }

    /** The weights a case names. */
    static WeightsFile weights(GoldenFile file) {
        final String names = file.text("weights").orElse("");
        if (names.equals("formula")) {
            return new FormulaModel();
        }
        final Path folder = file.path().toAbsolutePath().getParent();
        return WeightsFiles.overlay(Arrays.stream(names.split("\\+", -1)).map(name -> WeightsFiles.open(folder.resolve(name))).toList());
    }
}
