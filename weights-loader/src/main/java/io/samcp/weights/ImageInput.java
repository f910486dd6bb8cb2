package io.samcp.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an image enters the network (SPEC 1.2); metadata {@code input} of a weights file.
 *
 * @param keepRatio whether the image is resized to fit {@code longSide x shortSide}; otherwise it enters as it is
 * @param longSide most pixels of the longer side
 * @param shortSide most pixels of the shorter side
 * @param mean of red, green, blue in 0..255
 * @param std of red, green, blue
 */
public record ImageInput(boolean keepRatio, int longSide, int shortSide, List<Float> mean, List<Float> std) {

    /** 1333 x 800, the usual means and deviations. */
    public static final ImageInput DEFAULT = new ImageInput(true, 1333, 800, List.of(123.675f, 116.28f, 103.53f),
            List.of(58.395f, 57.12f, 57.375f));

    private static final int CHANNELS = 3;

    public ImageInput {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != CHANNELS || std.size() != CHANNELS || std.stream().anyMatch(s -> !(s > 0 && s < Float.POSITIVE_INFINITY))
                || mean.stream().anyMatch(m -> !(Math.abs(m) < Float.POSITIVE_INFINITY))) {
            throw WeightFormatException.of("input", "mean and std", "three means and three positive deviations", mean + " and " + std);
        }
        if (keepRatio && (longSide < 1 || shortSide < 1 || longSide < shortSide)) {
            throw WeightFormatException.of("input", "long and short", "1 <= short <= long", longSide + " and " + shortSide);
        }
    }

    /** Images enter at their own size. */
    public static ImageInput unresized() {
        return new ImageInput(false, DEFAULT.longSide, DEFAULT.shortSide, DEFAULT.mean, DEFAULT.std);
    }

    /**
     * Reads the metadata {@code input}.
     *
     * @param source where it comes from, for messages
     * @throws WeightFormatException if it is not what the format says
     */
    public static ImageInput fromJson(String json, Object source) {
        try {
            final JsonNode node = JsonMapper.shared().readTree(json);
            if (!node.isObject()) {
                throw WeightFormatException.of(source, "input", "a JSON object", node.getNodeType().toString());
            }
            final String resize = node.has("resize") ? node.get("resize").stringValue() : "keep_ratio";
            if (!resize.equals("none") && !resize.equals("keep_ratio")) {
                throw WeightFormatException.of(source, "input.resize", "none or keep_ratio", resize);
            }
            return new ImageInput(resize.equals("keep_ratio"), node.has("long") ? node.get("long").intValue() : DEFAULT.longSide,
                    node.has("short") ? node.get("short").intValue() : DEFAULT.shortSide, floats(node.get("mean"), DEFAULT.mean),
                    floats(node.get("std"), DEFAULT.std));
        } catch (JacksonException e) {
            throw new WeightFormatException(source + ": input: expected texts and numbers in JSON, found: " + e.getOriginalMessage(), e);
        }
    }

    /** The metadata {@code input}. */
    public String toJson() {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resize", keepRatio ? "keep_ratio" : "none");
        if (keepRatio) {
            fields.put("long", longSide);
            fields.put("short", shortSide);
        }
        fields.put("channel_order", "RGB");
        fields.put("mean", mean);
        fields.put("std", std);
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private static List<Float> floats(JsonNode node, List<Float> otherwise) {
        if (node == null) {
            return otherwise;
        }
        final List<Float> values = new ArrayList<>();
        node.forEach(value -> values.add((float) value.doubleValue()));
        return values;
    }
}
