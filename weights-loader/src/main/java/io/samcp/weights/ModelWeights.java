package io.samcp.weights;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The weights of one model, checked against its configuration, with what travels beside them. Closing it closes the file. */
public final class ModelWeights implements AutoCloseable {

    private final WeightsFile file;
    private final ModelConfiguration configuration;
    private final ImageInput imageInput;
    private final Vocabulary vocabulary;

    private ModelWeights(WeightsFile file, ModelConfiguration configuration) {
        this.file = file;
        this.configuration = configuration;
        final Map<String, String> metadata = file.metadata();
        this.imageInput = metadata.containsKey("input") ? ImageInput.fromJson(metadata.get("input"), file.path()) : ImageInput.DEFAULT;
        this.vocabulary = vocabulary(file, configuration);
    }

    /**
     * Opens a file whose metadata says what model it is.
     *
     * @throws WeightFormatException if it does not, or any tensor is missing, unexpected or misshapen
     */
    public static ModelWeights open(Path path) {
        return of(WeightsFiles.open(path), Optional.empty());
    }

    /**
     * Checks an opened file, which then belongs to the result; it is closed if the check fails.
     *
     * @param configuration in place of the file's own
     * @throws WeightFormatException if there is no configuration, or any tensor is missing, unexpected or misshapen
     */
    public static ModelWeights of(WeightsFile file, Optional<ModelConfiguration> configuration) {
        try {
            final ModelConfiguration config = configuration.orElseGet(() -> configurationOf(file));
            WeightCheck.require(file, config);
            return new ModelWeights(file, config);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The configuration in a file's metadata.
     *
     * @throws WeightFormatException if there is none
     */
    public static ModelConfiguration configurationOf(WeightsFile file) {
        final String json = file.metadata().get("config");
        if (json == null) {
            throw WeightFormatException.of(file.path(), "metadata config", "the model's configuration (samcp convert --config writes it)",
                    "nothing");
        }
        return ModelConfiguration.fromJson(json, file.path());
    }

    private static Vocabulary vocabulary(WeightsFile file, ModelConfiguration config) {
        final Map<String, String> metadata = file.metadata();
        final Vocabulary vocabulary;
        if (metadata.containsKey("vocabulary")) {
            vocabulary = Vocabulary.fromJson(metadata.get("vocabulary"), file.path());
        } else if (metadata.containsKey("classes")) {
            vocabulary = Vocabulary.ofNames(names(file, metadata.get("classes")), config.numThings());
        } else if (config.numThings() == 80 && config.numStuff() == 53) {
            vocabulary = Vocabulary.coco();
        } else {
            final List<String> names = new ArrayList<>();
            for (int i = 0; i < config.numClasses(); i++) {
                names.add((i < config.numThings() ? "thing " : "stuff ") + i);
            }
            vocabulary = Vocabulary.ofNames(names, config.numThings());
        }
        final long things = vocabulary.classes().stream().filter(Vocabulary.Entry::thing).count();
        final boolean thingsFirst = vocabulary.classes().stream().limit(things).allMatch(Vocabulary.Entry::thing);
        if (vocabulary.size() != config.numClasses() || things != config.numThings() || !thingsFirst) {
            throw WeightFormatException.of(file.path(), "vocabulary",
                    config.numThings() + " things, then " + config.numStuff() + " stuff classes",
                    things + " things among " + vocabulary.size() + " classes" + (thingsFirst ? "" : ", not in this order"));
        }
        return vocabulary;
    }

    private static List<String> names(WeightsFile file, String json) {
        try {
            final List<String> names = new ArrayList<>();
            for (final JsonNode name : JsonMapper.shared().readTree(json)) {
                names.add(name.asString());
            }
            return names;
        } catch (JacksonException e) {
            throw new WeightFormatException(
                    file.path() + ": metadata classes: expected a JSON list of names, found: " + e.getOriginalMessage(),
                    e);
        }
    }

    public WeightsFile file() {
        return file;
    }

    public ModelConfiguration configuration() {
        return configuration;
    }

    public ImageInput imageInput() {
        return imageInput;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * A tensor as F32; F16 and BF16 are converted exactly.
     *
     * @throws WeightFormatException if there is none of this name, or it does not hold floats
     */
    public HostTensor float32(String name) {
        final HostTensor tensor = file.tensor(name);
        return switch (tensor.type()) {
            case F32 -> tensor;
            case F16, BF16, F64 -> HostTensor.ofFloats(tensor.shape(), tensor.toFloats());
            case S32, S64, U8, BOOL ->
                throw WeightFormatException.of(file.path(), "tensor " + name, ElementType.F32 + " or another float type",
                        tensor.type().toString());
        };
    }

    /** Whether the file holds text rows; without them nothing can be classified. */
    public boolean hasText() {
        return file.tensors().containsKey(ParameterTable.TEXT) && file.tensors().containsKey(ParameterTable.SEMANTIC_TEXT);
    }

    /**
     * Class rows {@code [C, E]}.
     *
     * @throws WeightFormatException if the file holds none, naming the remedy
     */
    public HostTensor textEmbedding() {
        return text(ParameterTable.TEXT);
    }

    /**
     * Stuff rows {@code [S, E]}.
     *
     * @throws WeightFormatException if the file holds none, naming the remedy
     */
    public HostTensor semanticTextEmbedding() {
        return text(ParameterTable.SEMANTIC_TEXT);
    }

    private HostTensor text(String name) {
        if (!file.tensors().containsKey(name)) {
            throw WeightFormatException.of(file.path(), "tensor " + name,
                    "text rows, which a checkpoint does not hold: add them with samcp convert --things-text FILE --stuff-text FILE",
                    "nothing");
        }
        return float32(name);
    }

    @Override
    public void close() {
        file.close();
    }
}
