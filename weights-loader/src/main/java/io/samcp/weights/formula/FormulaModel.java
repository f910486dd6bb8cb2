package io.samcp.weights.formula;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ClassText;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.Parameter;
import io.samcp.weights.ParameterTable;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.Vocabulary;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The released configuration with weights by formula; nothing is read but a table of scale and offset per tensor. Values are computed when
 * they are asked for.
 */
public final class FormulaModel implements WeightsFile {

    private static final String TABLE = "weights.tsv";
    private static final float TEXT_SCALE = 0.7f;

    private final ModelConfiguration configuration = ModelConfiguration.r50Coco();
    private final Map<String, Scale> scales;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private record Scale(float a, float c) {}

    public FormulaModel() {
        this.scales = readTable();
        for (final Parameter parameter : ParameterTable.of(configuration).values()) {
            if (parameter.use() != Parameter.Use.UNUSED) {
                tensors.put(parameter.name(),
                        new TensorInfo("F32", parameter.shape(), Float.BYTES * parameter.shape().elements()));
            }
        }
    }

    /**
     * Raw thing rows {@code [rows, E]}.
     *
     * @param rows 80, or 81 with a background row
     */
    public HostTensor thingsText(int rows) {
        return text("text.things", rows);
    }

    /** Raw stuff rows {@code [S, E]}. */
    public HostTensor stuffText() {
        return text("text.stuff", configuration.numStuff());
    }

    private HostTensor text(String name, int rows) {
        final int columns = configuration.textDim();
        return HostTensor.ofFloats(TensorShape.of(rows, columns), FormulaHash.values(name, rows * columns, TEXT_SCALE, 0));
    }

    @Override
    public HostTensor tensor(String name) {
        final TensorInfo info = tensors.get(name);
        if (info == null) {
            throw WeightFormatException.of(path(), "tensor " + name, "it to be there", "nothing");
        }
        if (name.equals(ParameterTable.SEMANTIC_TEXT)) {
            return stuffText();
        }
        if (name.equals(ParameterTable.TEXT)) {
            return ClassText.concatenate(thingsText(configuration.numThings()), stuffText(), configuration.numClasses());
        }
        final String canonical = name.replaceFirst("^bbox_head\\.cls_branches\\.\\d+\\.", "bbox_head.cls_branches.0.");
        final Scale scale = scales.get(canonical);
        return HostTensor.ofFloats(info.shape(),
                FormulaHash.values(canonical, Math.toIntExact(info.shape().elements()), scale.a(), scale.c()));
    }

    private static Map<String, Scale> readTable() {
        final Map<String, Scale> scales = new HashMap<>();
        try (InputStream in = FormulaModel.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> {
                final List<String> columns = List.of(line.split("\t", -1));
                scales.put(columns.get(0), new Scale(bits(columns.get(3)), bits(columns.get(5))));
            });
        } catch (IOException e) {
            throw new IllegalStateException(TABLE + " cannot be read", e);
        }
        return scales;
    }

    private static float bits(String hex) {
        return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
    }

    @Override
    public Path path() {
        return Path.of("formula");
    }

    @Override
    public String format() {
        return "formula";
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of("config", configuration.toJson(), "input", ImageInput.DEFAULT.toJson(), "vocabulary", Vocabulary.coco().toJson(),
                "origin", "weights by formula: real sizes, no training; what they segment means nothing");
    }

    @Override
    public String digest() {
        return "formula";
    }

    @Override
    public void close() {
        // nothing is held
    }
}
