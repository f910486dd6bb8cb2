package io.samcp.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The classes a model tells apart, in the network's order: things, then stuff. Metadata {@code vocabulary} of a weights file.
 *
 * @param classes index i at place i
 */
public record Vocabulary(List<Entry> classes) {

    /**
     * One class.
     *
     * @param index place in the network's order
     * @param name for people
     * @param categoryId id in COCO files
     * @param thing whether instances are counted
     * @param rgb colour for drawings, {@code 0xRRGGBB}
     */
    public record Entry(int index, String name, int categoryId, boolean thing, int rgb) {}

    private static final String COCO = "coco_vocabulary.json";
    private static final double GOLDEN_RATIO = 0.618033988749895;
    private static final int BYTE = 0xFF;

    /**
     * @throws WeightFormatException if indices or category ids do not fit
     */
    public Vocabulary {
        classes = List.copyOf(classes);
        final Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < classes.size(); i++) {
            final Entry entry = classes.get(i);
            if (entry.index() != i || !ids.add(entry.categoryId())) {
                throw WeightFormatException.of("vocabulary", "class " + i, "index " + i + " and a category_id of its own",
                        entry.toString());
            }
        }
    }

    /** The 133 classes of COCO panoptic (COCO annotations, CC BY 4.0). */
    public static Vocabulary coco() {
        try (InputStream in = Vocabulary.class.getResourceAsStream(COCO)) {
            return fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8), COCO);
        } catch (IOException e) {
            throw new IllegalStateException(COCO + " cannot be read", e);
        }
    }

    /**
     * Reads {@code {"classes": [{index, name, category_id, isthing, color}, ...]}}.
     *
     * @param source where it comes from, for messages
     * @throws WeightFormatException if it is not of this form
     */
    public static Vocabulary fromJson(String json, Object source) {
        try {
            final List<Entry> classes = new ArrayList<>();
            final JsonNode list = JsonMapper.shared().readTree(json).path("classes");
            if (!list.isArray() || list.isEmpty()) {
                throw WeightFormatException.of(source, "vocabulary", "a list 'classes'", list.getNodeType().toString());
            }
            for (final JsonNode node : list) {
                classes.add(entry(node, classes.size(), source));
            }
            return new Vocabulary(classes);
        } catch (JacksonException e) {
            throw new WeightFormatException(source + ": vocabulary: expected JSON, found: " + e.getOriginalMessage(), e);
        }
    }

    private static Entry entry(JsonNode node, int place, Object source) {
        return new Entry(integer(node, "index", place), node.has("name") ? node.get("name").stringValue() : "class " + place,
                integer(node, "category_id", place + 1), integer(node, "isthing", 0) != 0,
                node.has("color") ? color(node.get("color"), source) : distinctColor(place));
    }

    private static int integer(JsonNode node, String field, int otherwise) {
        return node.has(field) ? node.get(field).intValue() : otherwise;
    }

    private static int color(JsonNode node, Object source) {
        int rgb = 0;
        for (final JsonNode part : node) {
            if (part.intValue() < 0 || part.intValue() > BYTE) {
                throw WeightFormatException.of(source, "vocabulary, color", "three numbers of 0..255", node.toString());
            }
            rgb = rgb << 8 | part.intValue();
        }
        if (node.size() != 3) {
            throw WeightFormatException.of(source, "vocabulary, color", "three numbers of 0..255", node.toString());
        }
        return rgb;
    }

    /** Classes of which only names are known: category ids count from 1, colours are spread over the circle. */
    public static Vocabulary ofNames(List<String> names, int numThings) {
        final List<Entry> classes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            classes.add(new Entry(i, names.get(i), i + 1, i < numThings, distinctColor(i)));
        }
        return new Vocabulary(classes);
    }

    /** The metadata {@code vocabulary}. */
    public String toJson() {
        final List<Map<String, Object>> list = new ArrayList<>();
        for (final Entry entry : classes) {
            final Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("index", entry.index());
            fields.put("name", entry.name());
            fields.put("category_id", entry.categoryId());
            fields.put("isthing", entry.thing() ? 1 : 0);
            fields.put("color", List.of(entry.rgb() >> 16 & BYTE, entry.rgb() >> 8 & BYTE, entry.rgb() & BYTE));
            list.add(fields);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("classes", list));
    }

    public Entry get(int index) {
        return classes.get(index);
    }

    public int size() {
        return classes.size();
    }

    /** Hues that follow the golden ratio: neighbours in the list are far apart on the circle. */
    private static int distinctColor(int i) {
        final double hue = 6 * (i * GOLDEN_RATIO % 1.0);
        final double x = 1 - Math.abs(hue % 2 - 1);
        final double[][] sectors = {{1, x, 0}, {x, 1, 0}, {0, 1, x}, {0, x, 1}, {x, 0, 1}, {1, 0, x}};
        int rgb = 0;
        for (final double part : sectors[(int) hue]) {
            rgb = rgb << 8 | (int) Math.round(60 + 180 * part);
        }
        return rgb;
    }
}
