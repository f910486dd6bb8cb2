package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights in memory, to be changed by a test. */
final class MemoryWeights implements WeightsFile {

    final Map<String, HostTensor> content = new LinkedHashMap<>();
    final Map<String, String> metadata = new HashMap<>();
    boolean closed;

    /** All tensors that inference reads, every value {@code fill}, and the configuration. */
    static MemoryWeights complete(ModelConfiguration config, float fill) {
        final MemoryWeights weights = new MemoryWeights();
        ParameterTable.of(config).values().stream().filter(p -> p.use() == Parameter.Use.USED).forEach(p -> {
            final float[] values = new float[Math.toIntExact(p.shape().elements())];
            Arrays.fill(values, fill);
            weights.put(p.name(), p.shape(), values);
        });
        weights.metadata.put("config", config.toJson());
        return weights;
    }

    void put(String name, TensorShape shape, float... values) {
        content.put(name, HostTensor.ofFloats(shape, values));
    }

    @Override
    public Path path() {
        return Path.of("memory");
    }

    @Override
    public String format() {
        return "memory";
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        final Map<String, TensorInfo> infos = new LinkedHashMap<>();
        content.forEach((name, tensor) -> infos.put(name, new TensorInfo(tensor.type().name(), tensor.shape(), tensor.data().byteSize())));
        return infos;
    }

    @Override
    public HostTensor tensor(String name) {
        if (!content.containsKey(name)) {
            throw WeightFormatException.of(path(), "tensor " + name, "it to be there", "nothing");
        }
        return content.get(name);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public String digest() {
        return "memory";
    }

    @Override
    public void close() {
        closed = true;
    }
}
