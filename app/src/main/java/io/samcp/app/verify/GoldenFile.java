package io.samcp.app.verify;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.safetensors.SafetensorsFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of inputs with expected results; tensors can be replaced, which the self-test uses to damage copies. */
final class GoldenFile implements AutoCloseable {

    private static final Pattern OF_IMAGE = Pattern.compile("(in\\.|ins\\.|pan\\.)(\\d+)\\.(.*)");

    private final WeightsFile file;
    private final Map<String, HostTensor> replaced;
    private final Set<String> names;
    private final Map<String, String> metadata;

    private GoldenFile(WeightsFile file, Map<String, HostTensor> replaced, Set<String> names, Map<String, String> metadata) {
        this.file = file;
        this.replaced = replaced;
        this.names = names;
        this.metadata = metadata;
    }

    static GoldenFile open(Path path) {
        final WeightsFile file = SafetensorsFile.open(path);
        return new GoldenFile(file, Map.of(), file.tensors().keySet(), file.metadata());
    }

    /** The same file with one tensor changed. */
    GoldenFile with(String name, Function<HostTensor, HostTensor> change) {
        final Map<String, HostTensor> tensors = new LinkedHashMap<>(replaced);
        tensors.put(name, change.apply(tensor(name)));
        return new GoldenFile(file, tensors, names, metadata);
    }

    /** The same file with one tensor gone. */
    GoldenFile without(String name) {
        final Set<String> rest = new LinkedHashSet<>(names);
        rest.remove(name);
        return new GoldenFile(file, replaced, rest, metadata);
    }

    /**
     * One image of a padded batch, as if it were a case of its own: its inputs and results under the names they have there, and its row of
     * every tensor that holds a row for each image.
     *
     * @param index of the image
     * @param images in the batch
     */
    GoldenFile image(int index, int images) {
        final Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (final String name : names) {
            final Matcher ofImage = OF_IMAGE.matcher(name);
            if (!ofImage.matches()) {
                tensors.put(name, name.startsWith("in.") ? tensor(name) : row(tensor(name), index, images));
            } else if (Integer.parseInt(ofImage.group(2)) == index) {
                tensors.put(ofImage.group(1) + ofImage.group(3), tensor(name));
            }
        }
        final Map<String, String> own = new LinkedHashMap<>(metadata);
        for (final String key : List.of("img_shape", "ori_shape", "scale_factor")) {
            own.put(key, json(key).get(index).toString());
        }
        return new GoldenFile(file, tensors, tensors.keySet(), own);
    }

    private static HostTensor row(HostTensor tensor, int index, int images) {
        if (tensor.shape().dim(0) != images) {
            throw new IllegalArgumentException("expected a row for each of " + images + " images, found " + tensor.shape());
        }
        final long bytes = tensor.data().byteSize() / images;
        final int[] shape = tensor.shape().dims().stream().skip(1).mapToInt(Integer::intValue).toArray();
        return new HostTensor(tensor.type(), TensorShape.of(shape), tensor.data().asSlice(index * bytes, bytes));
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
        return Set.of(ElementType.F16, ElementType.F32, ElementType.F64).contains(tensor(name).type());
    }

    int[] shape(String name) {
        return tensor(name).shape().dims().stream().mapToInt(Integer::intValue).toArray();
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(metadata.get(key));
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
