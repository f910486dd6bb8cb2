package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Several files as one, later ones over earlier ones. */
final class OverlayWeights implements WeightsFile {

    private final List<WeightsFile> files;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, WeightsFile> owners = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    OverlayWeights(List<WeightsFile> files) {
        this.files = List.copyOf(files);
        for (final WeightsFile file : files) {
            tensors.putAll(file.tensors());
            file.tensors().keySet().forEach(name -> owners.put(name, file));
            metadata.putAll(file.metadata());
        }
    }

    @Override
    public Path path() {
        return files.getLast().path();
    }

    @Override
    public String format() {
        return files.stream().map(WeightsFile::format).distinct().collect(Collectors.joining(" + "));
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public HostTensor tensor(String name) {
        final WeightsFile owner = owners.get(name);
        if (owner == null) {
            throw WeightFormatException.of(path(), "tensor " + name, "it to be there", "nothing");
        }
        return owner.tensor(name);
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public String digest() {
        return files.stream().map(WeightsFile::digest).collect(Collectors.joining("+"));
    }

    @Override
    public void close() {
        files.forEach(WeightsFile::close);
    }
}
