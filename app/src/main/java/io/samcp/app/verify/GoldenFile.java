package io.samcp.app.verify;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.safetensors.SafetensorsFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of inputs with expected results; tensors can be replaced, which the self-test uses to damage copies. */
final class GoldenFile implements AutoCloseable {

    private final WeightsFile file;
    private final Map<String, HostTensor> replaced;
    private final Set<String> names;

    private GoldenFile(WeightsFile file, Map<String, HostTensor> replaced, Set<String> names) {
        this.file = file;
        this.replaced = replaced;
        this.names = names;
    }

    static GoldenFile open(Path path) {
        final WeightsFile file = SafetensorsFile.open(path);
        return new GoldenFile(file, Map.of(), file.tensors().keySet());
    }

    /** The same file with one tensor changed. */
    GoldenFile with(String name, Function<HostTensor, HostTensor> change) {
        final Map<String, HostTensor> tensors = new LinkedHashMap<>(replaced);
        tensors.put(name, change.apply(tensor(name)));
        return new GoldenFile(file, tensors, names);
    }

    /** The same file with one tensor gone. */
    GoldenFile without(String name) {
        final Set<String> rest = new LinkedHashSet<>(names);
        rest.remove(name);
        return new GoldenFile(file, replaced, rest);
    }

    Path path() {
        return file.path();
    }

    /** File name without its extension. */
    String name() {
        return file.path().getFileName().toString().replaceFirst("\\.safetensors$", "");
    }

    Set<String> names() {
        return names;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    HostTensor tensor(String name) {
        final HostTensor changed = replaced.get(name);
        return changed == null ? file.tensor(name) : changed;
    }

    float[] floats(String name) {
        return tensor(name).toFloats();
    }

    double[] doubles(String name) {
        final HostTensor tensor = tensor(name);
        if (tensor.type() == ElementType.F64) {
            return tensor.data().toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
        }
        final float[] floats = tensor.toFloats();
        final double[] out = new double[floats.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = floats[i];
        }
        return out;
    }

    int[] ints(String name) {
        return tensor(name).toInts();
    }

    boolean isFloat(String name) {
        final TensorInfo info = file.tensors().get(name);
        return info.dtype().startsWith("F");
    }

    int[] shape(String name) {
        return tensor(name).shape().dims().stream().mapToInt(Integer::intValue).toArray();
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(file.metadata().get(key));
    }

    JsonNode json(String key) {
        return JsonMapper.shared().readTree(text(key)
                .orElseThrow(() -> new IllegalArgumentException(file.path() + ": metadata " + key + ": expected JSON, found nothing")));
    }

    @Override
    public void close() {
        file.close();
    }
}
