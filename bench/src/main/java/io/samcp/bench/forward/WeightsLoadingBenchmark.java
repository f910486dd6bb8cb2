package io.samcp.bench.forward;

import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.model.ModelParameters;
import io.samcp.layers.model.TextEncoder;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Source;
import io.samcp.weights.ModelWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A weights file to parameters on the device. The file is in the page cache. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class WeightsLoadingBenchmark extends ModelBenchmark {

    private Path file;
    private Device opened;
    private ModelWeights weights;
    private List<String> names;

    /** Opens the device and writes the file. */
    @Setup
    public void open() {
        file = benchmarkModel().file();
        opened = Devices.named(device);
        weights = ModelWeights.open(file);
        final ModelGraph.Variant variant = new ModelGraph.Variant(ModelGraph.Entry.IMAGE, ModelGraph.RoiMaskSource.CROP, false);
        names = ModelGraph.of(weights.configuration(), weights.imageInput(), variant).sources().stream()
                .filter(Source.Parameter.class::isInstance).map(source -> source.value().name()).toList();
    }

    /** Opening: every name and shape is checked; values are mapped, not read. */
    @Benchmark
    public int check() {
        try (ModelWeights checked = ModelWeights.open(file)) {
            return checked.file().tensors().size();
        }
    }

    /** Opened weights to the device: layouts, folded norms, encoded text, copies. */
    @Benchmark
    public long upload() {
        final ModelParameters source = new ModelParameters(weights,
                TextEncoder.encode(opened, weights, weights.textEmbedding(), weights.semanticTextEmbedding(), librariesOn()));
        try (DeviceParameters parameters = new DeviceParameters(opened, source)) {
            names.forEach(parameters::get);
            return parameters.bytes();
        }
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        weights.close();
        opened.close();
    }
}
