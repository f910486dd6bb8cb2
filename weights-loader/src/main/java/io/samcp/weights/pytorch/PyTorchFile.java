package io.samcp.weights.pytorch;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.FileDigest;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A PyTorch checkpoint: the tensors of its {@code state_dict} (or of the top level), and the texts and numbers of its {@code meta}. */
public final class PyTorchFile implements WeightsFile {

    private final Path path;
    private final String format;
    private final Storages storages;
    private final Map<String, TensorView> views = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private volatile boolean closed;

    private PyTorchFile(Path path, String format, Storages storages, Object root) {
        this.path = path;
        this.format = format;
        this.storages = storages;
        if (!(root instanceof Map<?, ?> top)) {
            throw WeightFormatException.of(path, "checkpoint", "a dictionary", PickledObject.describe(root));
        }
        final Object state = top.containsKey("state_dict") ? top.get("state_dict") : top.containsKey("model") ? top.get("model") : top;
        if (!(state instanceof Map<?, ?> named)) {
            throw WeightFormatException.of(path, "state_dict", "a dictionary", PickledObject.describe(state));
        }
        named.forEach((name, value) -> {
            if (!(name instanceof String text) || !(value instanceof TensorView view)) {
                throw WeightFormatException.of(path, "state_dict entry " + PickledObject.describe(name), "a tensor",
                        PickledObject.describe(value));
            }
            storages.require(view.storage());
            views.put(text, view);
            tensors.put(text, new TensorInfo(view.storage().element().name(), view.shape(),
                    view.shape().elements() * view.storage().element().bytes()));
        });
        if (top.get("meta") instanceof Map<?, ?> meta) {
            meta.forEach((key, value) -> {
                if (key instanceof String text) {
                    readMeta(text, value);
                }
            });
        }
    }

    /**
     * Opens a checkpoint in the zip format.
     *
     * @throws WeightFormatException if it is not one, or holds something else where a tensor should be
     */
    public static PyTorchFile openZip(Path file) {
        final ZipStorages storages = ZipStorages.open(file);
        return opened(file, storages,
                () -> new PyTorchFile(file, "PyTorch (zip)", storages, new ClosedUnpickler().read(storages.pickle())));
    }

    /**
     * Opens a checkpoint in the format before PyTorch 1.6.
     *
     * @throws WeightFormatException if it is not one, or holds something else where a tensor should be
     */
    public static PyTorchFile openLegacy(Path file) {
        final LegacyStorages storages = guarded(file, () -> LegacyStorages.open(file));
        return opened(file, storages, () -> new PyTorchFile(file, "PyTorch (legacy)", storages, storages.root()));
    }

    /** Something that reads from a file. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static PyTorchFile opened(Path file, Storages storages, Reading<PyTorchFile> reading) {
        try {
            return guarded(file, reading);
        } catch (RuntimeException e) {
            storages.close();
            throw e;
        }
    }

    /** A damaged pickle makes the library fail in many ways; to the caller they are one. */
    private static <T> T guarded(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (WeightFormatException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new WeightFormatException(
                    file + ": expected a PyTorch checkpoint, found a pickle that does not hold together: " + e.getMessage(),
                    e);
        }
    }

    private void readMeta(String key, Object value) {
        switch (value) {
            case String text -> metadata.put(key, text);
            case Number number -> metadata.put(key, number.toString());
            case Boolean flag -> metadata.put(key, flag.toString());
            case List<?> list when list.stream().allMatch(e -> e instanceof String || e instanceof Number) -> metadata
                    .put(key, JsonMapper.shared().writeValueAsString(list));
            case Map<?, ?> map when isPlain(map) -> metadata.put(key, JsonMapper.shared().writeValueAsString(map));
            case null, default -> {
                // environment, hooks and the like say nothing about the weights
            }
        }
    }

    private static boolean isPlain(Map<?, ?> map) {
        return map.entrySet().stream().allMatch(e -> e.getKey() instanceof String && isPlainValue(e.getValue()));
    }

    private static boolean isPlainValue(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                || value instanceof List<?> list && list.stream()
                        .allMatch(e -> e instanceof String || e instanceof Number)
                || value instanceof Object[] array && List.of(array).stream()
                        .allMatch(e -> e instanceof String || e instanceof Number);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public HostTensor tensor(String name) {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
        final TensorView view = views.get(name);
        if (view == null) {
            throw WeightFormatException.of(path, "tensor " + name, "it to be there", "nothing");
        }
        return view.contiguous(storages.bytes(view.storage()));
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public String digest() {
        return FileDigest.of(path);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            storages.close();
        }
    }
}
