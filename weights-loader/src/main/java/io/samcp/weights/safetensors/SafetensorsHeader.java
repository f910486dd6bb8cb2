package io.samcp.weights.safetensors;

import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.WeightFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a file, checked against the number of data bytes that follow it.
 *
 * @param entries by name, in the order of the data
 * @param metadata {@code __metadata__}
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

    /** Where a tensor lies; offsets count from the end of the header. */
    record Entry(StoredType type, TensorShape shape, long begin, long end) {}

    private static final String METADATA = "__metadata__";
    private static final int MAX_NESTING = 8;
    private static final int MAX_RANK = 16;

    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).maxStringLength(Integer.MAX_VALUE).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
        final JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new WeightFormatException(file + ": header: expected one JSON object, found: " + e.getOriginalMessage(), e);
        }
        if (root == null || !root.isObject()) {
            throw WeightFormatException.of(file, "header", "a JSON object", "something else");
        }
        final Map<String, String> metadata = new LinkedHashMap<>();
        final Map<String, Entry> entries = new LinkedHashMap<>();
        for (final Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                readMetadata(file, property.getValue(), metadata);
            } else {
                entries.put(property.getKey(), entry(file, property.getKey(), property.getValue()));
            }
        }
        return new SafetensorsHeader(inDataOrder(file, entries, dataBytes), metadata);
    }

    private static void readMetadata(Path file, JsonNode node, Map<String, String> target) {
        if (!node.isObject()) {
            throw WeightFormatException.of(file, METADATA, "a JSON object", node.getNodeType().toString());
        }
        for (final Map.Entry<String, JsonNode> value : node.properties()) {
            if (!value.getValue().isString()) {
                throw WeightFormatException.of(file, METADATA + "." + value.getKey(), "a string",
                        value.getValue().getNodeType().toString());
            }
            target.put(value.getKey(), value.getValue().stringValue());
        }
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        final String subject = "tensor " + name;
        if (!node.isObject()) {
            throw WeightFormatException.of(file, subject, "a JSON object", node.getNodeType().toString());
        }
        final JsonNode dtype = node.path("dtype");
        final StoredType type = StoredType.named(dtype.isString() ? dtype.stringValue() : "")
                .orElseThrow(() -> WeightFormatException.of(file, subject + ", dtype", "a type of the format", dtype.toString()));
        final JsonNode sizes = node.path("shape");
        if (!sizes.isArray() || sizes.size() > MAX_RANK) {
            throw WeightFormatException.of(file, subject + ", shape", "a list of at most " + MAX_RANK + " sizes", sizes.toString());
        }
        final List<Integer> dims = new ArrayList<>();
        for (final JsonNode size : sizes) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
                throw WeightFormatException.of(file, subject + ", shape", "sizes of 0..2^31-1", sizes.toString());
            }
            dims.add(size.intValue());
        }
        final JsonNode offsets = node.path("data_offsets");
        if (!offsets.isArray() || offsets.size() != 2 || !isOffset(offsets.get(0)) || !isOffset(offsets.get(1))) {
            throw WeightFormatException.of(file, subject + ", data_offsets", "two offsets", offsets.toString());
        }
        final TensorShape shape = new TensorShape(dims);
        final long begin = offsets.get(0).longValue();
        final long end = offsets.get(1).longValue();
        final long bytes;
        try {
            bytes = type.bytes(shape.elements());
        } catch (ArithmeticException e) {
            throw new WeightFormatException(
                    file + ": " + subject + ": expected less than 2^63 whole bytes, found " + type + " " + shape + ": " + e.getMessage(),
                    e);
        }
        if (end < begin || end - begin != bytes) {
            throw WeightFormatException.of(file, subject + ", data_offsets", bytes + " bytes for " + type + " " + shape,
                    "[" + begin + ", " + end + "]");
        }
        return new Entry(type, shape, begin, end);
    }

    private static boolean isOffset(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    /** The data must be covered without holes or overlaps. */
    private static Map<String, Entry> inDataOrder(Path file, Map<String, Entry> entries, long dataBytes) {
        final List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(
                Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin()).thenComparingLong(e -> e.getValue().end()));
        final Map<String, Entry> ordered = new LinkedHashMap<>();
        long at = 0;
        for (final Map.Entry<String, Entry> entry : sorted) {
            if (entry.getValue().begin() != at) {
                throw WeightFormatException.of(file, "tensor " + entry.getKey() + ", data_offsets",
                        "data to begin at byte " + at + " (no holes, no overlaps)", "byte " + entry.getValue().begin());
            }
            at = entry.getValue().end();
            ordered.put(entry.getKey(), entry.getValue());
        }
        if (at != dataBytes) {
            throw WeightFormatException.of(file, "data", at + " bytes, as the header says", dataBytes + " bytes");
        }
        return ordered;
    }
}
