package io.samcp.weights.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.ParameterTable;
import io.samcp.weights.Tensors;
import io.samcp.weights.WeightCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First values, sums of all bits and single values as an independent implementation of the formula gave them. */
class FormulaModelTest {

    private final FormulaModel model = new FormulaModel();

    private static long bitSum(float[] values) {
        long sum = 0;
        for (final float value : values) {
            sum += Integer.toUnsignedLong(Float.floatToRawIntBits(value));
        }
        return sum;
    }

    @Test
    void everyTensorHasTheBitsOfTheTable() throws IOException {
        final List<String> rows;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(FormulaModel.class.getResourceAsStream("weights.tsv"), StandardCharsets.UTF_8))) {
            rows = lines.lines().skip(1).toList();
        }
        assertEquals(602, rows.size(), "rows of the table");
        for (final String row : rows) {
            final List<String> columns = List.of(row.split("\t", -1));
            final String name = columns.get(0);
            final HostTensor tensor = switch (name) {
                case "text.things" -> model.thingsText(81);
                case "text.stuff" -> model.stuffText();
                default -> model.tensor(name);
            };
            final float[] values = tensor.toFloats();
            assertEquals(columns.get(1), tensor.shape().toString(), name + ": shape");
            assertEquals(columns.get(6), String.format("%08x", Float.floatToRawIntBits(values[0])), name + ": first value");
            assertEquals(columns.get(7), String.format("%016x", bitSum(values)), name + ": sum of bits");
        }
    }

    @ParameterizedTest
    @CsvSource({"backbone.conv1.weight, 0, be3fed75", "backbone.conv1.weight, 9407, be30c230",
        "backbone.layer3.2.bn2.running_var, 17, 3fbb5e78", "backbone.layer4.2.conv2.weight, 2359295, 3c74596d",
        "neck.fpn_convs.0.gn.weight, 255, 3f6e75e7", "shared_mlp.layers.0.weight, 12845055, bc02974b",
        "encoder_patch.layers.5.self_attn.attn.in_proj_weight, 65536, 3dbad87d", "decoder.layers.3.conv_aff.2.weight, 3, 3d9e3799",
        "decoder.layers.0.bias0, 0, c08214bc", "bbox_head.cls_branches.0.weight, 1, 3dcf5612"})
    void singleValuesAreThoseOfTheOracle(String name, long index, String bits) {
        assertEquals(bits, Integer.toHexString(Float.floatToRawIntBits(model.tensor(name).floatAt(index))));
    }

    @Test
    void copiesAreCopies() {
        Tensors.assertSame(model.tensor("bbox_head.cls_branches.0.weight"), model.tensor("bbox_head.cls_branches.5.weight"), "copy");
    }

    @Test
    void itIsACompleteModelOfTheReleasedConfiguration() {
        assertTrue(WeightCheck.compare(model, ModelConfiguration.r50Coco()).isEmpty(), "findings");
        try (ModelWeights weights = ModelWeights.of(model, Optional.empty())) {
            assertEquals(ModelConfiguration.r50Coco(), weights.configuration());
            assertEquals("person", weights.vocabulary().get(0).name());
            assertTrue(weights.hasText(), "text rows");
        }
    }

    @Test
    void classRowsAreThingRowsThenStuffRows() {
        final HostTensor rows = model.tensor(ParameterTable.TEXT);
        assertEquals(TensorShape.of(133, 512), rows.shape());
        assertEquals(Integer.parseUnsignedInt("bf2335a3", 16), Float.floatToRawIntBits(model.thingsText(81).floatAt(40960)));
        assertEquals(model.thingsText(80).floatAt(40959), rows.floatAt(40959), "the last value of the things");
        assertEquals(model.stuffText().floatAt(0), rows.floatAt(40960), "the first value of the stuff");
        Tensors.assertSame(model.stuffText(), model.tensor(ParameterTable.SEMANTIC_TEXT), "stuff rows");
    }

    @ParameterizedTest
    @CsvSource({"2, 200, 334, 00820ad056d81e44", "3, 100, 167, 0020685a1ecf5770", "4, 50, 84, 00082ab58bee3d34",
        "5, 25, 42, 000209d09f2a92d0"})
    void featureMapsHaveTheBitsOfTheOracle(int level, int height, int width, String sum) {
        final float[] map = FormulaMaps.features(level, height, width, 256);
        assertEquals(sum, String.format("%016x", bitSum(map)));
        if (level == 2) {
            assertEquals("c0079600", Integer.toHexString(Float.floatToRawIntBits(map[0])));
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 416, 48781691, 185, 125, 69", "800, 1067, 314860979, 185, 20, 109"})
    void imagesHaveTheBytesOfTheOracle(int height, int width, long sum, int red, int green, int blue) {
        final byte[] image = FormulaMaps.image(height, width);
        long actual = 0;
        for (final byte b : image) {
            actual += b & 0xFF;
        }
        assertEquals(sum, actual, "sum of all bytes");
        assertEquals(List.of(red, green, blue), List.of(image[0] & 0xFF, image[1] & 0xFF, image[2] & 0xFF), "first pixel");
    }
}
