package io.samcp.app.panoptic;

import io.samcp.app.image.ImageReader;
import io.samcp.layers.input.RgbImage;
import io.samcp.weights.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A COCO panoptic JSON file and the PNG files beside it.
 *
 * @param path the JSON file
 * @param images in the file's order; empty if the file lists none
 * @param annotations by image id, in the file's order
 * @param categories the classes as a vocabulary, in the file's order
 */
public record PanopticFile(Path path, List<Image> images, Map<Integer, Annotation> annotations, Vocabulary categories) {

    /** An image. */
    public record Image(int id, String fileName, int width, int height) {}

    /** The map of an image: its PNG file, and what its ids mean. */
    public record Annotation(int imageId, String fileName, Map<Integer, PanopticMap.Meaning> meanings) {}

    private static final int CHANNELS = 3;

    public PanopticFile {
        images = List.copyOf(images);
    }

    /**
     * Reads the JSON file.
     *
     * @throws PanopticFormatException if it is missing or not of this form
     */
    public static PanopticFile read(Path path) {
        final JsonNode root = parse(path);
        final List<Image> images = new ArrayList<>();
        for (final JsonNode image : list(path, root, "images", false)) {
            images.add(new Image(whole(path, image, "images.id", "id"), text(path, image, "images.file_name", "file_name"),
                    whole(path, image, "images.width", "width"), whole(path, image, "images.height", "height")));
        }
        final Map<Integer, Annotation> annotations = new LinkedHashMap<>();
        for (final JsonNode node : list(path, root, "annotations", true)) {
            final Annotation annotation = annotation(path, node);
            annotations.put(annotation.imageId(), annotation);
        }
        return new PanopticFile(path, images, annotations, categories(path, root));
    }

    /**
     * Reads an image's map.
     *
     * @throws PanopticFormatException if the file has none for this image, or its PNG does not fit
     */
    public PanopticMap map(int imageId) {
        final Annotation annotation = annotations.get(imageId);
        if (annotation == null) {
            throw new PanopticFormatException(path + ": annotations: expected one for image " + imageId + ", found none");
        }
        final Path png = path.resolveSibling(annotation.fileName());
        final RgbImage image = new ImageReader().read(png);
        final int[] ids = new int[image.width() * image.height()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (image.rgb()[CHANNELS * i] & 0xFF) | (image.rgb()[CHANNELS * i + 1] & 0xFF) << 8
                    | (image.rgb()[CHANNELS * i + 2] & 0xFF) << 16;
        }
        try {
            return PanopticMap.of(image.width(), image.height(), ids, annotation.meanings());
        } catch (IllegalArgumentException e) {
            throw new PanopticFormatException(png + ": expected the segments of " + path + ", found: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new PanopticFormatException(
                    path + ": expected a COCO panoptic JSON file, found " + (Files.exists(path) ? "a directory" : "nothing"));
        }
        try (InputStream in = Files.newInputStream(path)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new PanopticFormatException(path + ": cannot be read: " + e, e);
        } catch (JacksonException e) {
            throw new PanopticFormatException(path + ": expected JSON, found: " + e.getOriginalMessage(), e);
        }
    }

    private static Annotation annotation(Path path, JsonNode node) {
        final int imageId = whole(path, node, "annotations.image_id", "image_id");
        final Map<Integer, PanopticMap.Meaning> meanings = new LinkedHashMap<>();
        for (final JsonNode segment : list(path, node, "segments_info", true)) {
            final int id = whole(path, segment, "segments_info.id of image " + imageId, "id");
            final OptionalDouble score = segment.path("score").isNumber()
                    ? OptionalDouble.of(segment.get("score").doubleValue())
                    : OptionalDouble.empty();
            meanings.put(id, new PanopticMap.Meaning(whole(path, segment, "category_id of segment " + id, "category_id"), score));
        }
        return new Annotation(imageId, text(path, node, "annotations.file_name", "file_name"), meanings);
    }

    private static Vocabulary categories(Path path, JsonNode root) {
        final List<Vocabulary.Entry> entries = new ArrayList<>();
        for (final JsonNode node : list(path, root, "categories", true)) {
            final JsonNode color = node.path("color");
            int rgb = 0;
            for (int i = 0; i < CHANNELS; i++) {
                rgb = rgb << 8 | color.path(i).asInt(128) & 0xFF;
            }
            entries.add(new Vocabulary.Entry(entries.size(), text(path, node, "categories.name", "name"),
                    whole(path, node, "categories.id", "id"), whole(path, node, "categories.isthing", "isthing") != 0, rgb));
        }
        return new Vocabulary(entries);
    }

    private static JsonNode list(Path path, JsonNode parent, String field, boolean required) {
        final JsonNode list = parent.path(field);
        if (!list.isArray() && (required || !list.isMissingNode())) {
            throw new PanopticFormatException(path + ": " + field + ": expected a list, found " + list.getNodeType());
        }
        return list;
    }

    private static int whole(Path path, JsonNode node, String where, String field) {
        final OptionalInt value = node.path(field).isInt() ? OptionalInt.of(node.get(field).intValue()) : OptionalInt.empty();
        return value.orElseThrow(
                () -> new PanopticFormatException(
                        path + ": " + where + ": expected a whole number, found " + node.path(field).getNodeType()));
    }

    private static String text(Path path, JsonNode node, String where, String field) {
        if (!node.path(field).isString()) {
            throw new PanopticFormatException(path + ": " + where + ": expected text, found " + node.path(field).getNodeType());
        }
        return node.get(field).stringValue();
    }
}
