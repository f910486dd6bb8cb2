package io.samcp.app.patches;

import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RunLengthMask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads patches as SAM's automatic mask generator writes them: a JSON list, or SA-1B's {@code {"image": {...}, "annotations": [...]}}.
 * Of an entry, {@code segmentation} ({@code size} [height, width] and {@code counts}, compressed or a list) and {@code bbox} [x, y, w, h]
 * are read; without {@code bbox} the box is made from the mask as SAM would.
 */
public final class SamJsonReader {

    /** Most bytes of a file. */
    public static final long MAX_BYTES = 256L << 20;
    /** Deepest nesting; the format itself needs 5. */
    public static final int MAX_DEPTH = 16;

    private static final int BOX = 4;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxDocumentLength(MAX_BYTES)
                    .maxStringLength((int) (MAX_BYTES / 4)).maxNumberLength(64).build())
            .build()).build();

    private SamJsonReader() {}

    /**
     * Reads the patches of an image.
     *
     * @param width columns of the image, after its orientation was applied
     * @param height rows of the image
     * @throws PatchFormatException if the file is missing, not of this form, made for an image of another size, or
     *         holds more patches than an engine takes
     */
    public static PatchSet read(Path file, int width, int height) {
        final JsonNode root = parse(file);
        if (root.isObject() && root.has("image")) {
            checkImage(file, root.get("image"), width, height);
        }
        final JsonNode list = root.isObject() ? root.path("annotations") : root;
        if (!list.isArray()) {
            throw new PatchFormatException(file + ": expected a list of patches or an object with a list 'annotations', found "
                    + (root.isObject() ? "an object without such a list" : kind(root)));
        }
        if (list.size() > PatchSet.MOST) {
            throw new PatchFormatException(file + ": expected at most " + PatchSet.MOST + " patches, found " + list.size());
        }
        final List<Patch> patches = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            patches.add(patch(file + ": patch " + i, list.get(i), width, height));
        }
        return new PatchSet(width, height, patches);
    }

    private static JsonNode parse(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PatchFormatException(file + ": expected a patch file, found " + (Files.exists(file) ? "a directory" : "nothing"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new PatchFormatException(file + ": cannot be read: " + e, e);
        } catch (JacksonException e) {
            throw new PatchFormatException(file + ": expected JSON, found: " + e.getOriginalMessage() + where(e), e);
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }

    private static void checkImage(Path file, JsonNode image, int width, int height) {
        if (image.has("width") && image.has("height")
                && (image.get("width").asInt(-1) != width || image.get("height").asInt(-1) != height)) {
            throw new PatchFormatException(
                    file + ": image: the image is " + width + "x" + height + " (width x height), the patches are for "
                            + image.get("width") + "x" + image.get("height"));
        }
    }

    private static Patch patch(String where, JsonNode entry, int width, int height) {
        final JsonNode segmentation = entry.path("segmentation");
        if (!segmentation.isObject()) {
            throw new PatchFormatException(
                    where + ": segmentation: expected run lengths {size, counts}, found " + kind(segmentation));
        }
        final JsonNode size = segmentation.path("size");
        if (!size.isArray() || size.size() != 2 || !size.get(0).isInt() || !size.get(1).isInt()) {
            throw new PatchFormatException(where + ": segmentation.size: expected [height, width], found " + shown(size));
        }
        if (size.get(0).intValue() != height || size.get(1).intValue() != width) {
            throw new PatchFormatException(where + ": segmentation.size: expected [" + height + ", " + width
                    + "] (height and width of the image), found [" + size.get(0) + ", " + size.get(1) + "]");
        }
        final RunLengthMask mask;
        try {
            mask = new RunLengthMask(width, height, counts(segmentation.path("counts")));
        } catch (PatchFormatException e) {
            throw new PatchFormatException(where + ": segmentation.counts: " + e.getMessage(), e);
        }
        final JsonNode box = entry.path("bbox");
        if (box.isMissingNode() || box.isNull()) {
            return SamBoxes.patch(mask);
        }
        if (!box.isArray() || box.size() != BOX || box.valueStream().anyMatch(n -> !n.isNumber())) {
            throw new PatchFormatException(where + ": bbox: expected [x, y, w, h], found " + shown(box));
        }
        try {
            return new Patch(mask, box.get(0).floatValue(), box.get(1).floatValue(), box.get(2).floatValue(), box.get(3).floatValue());
        } catch (PatchFormatException | JacksonException e) {
            throw new PatchFormatException(where + ": bbox: expected finite numbers with sides of at least 0, found " + shown(box), e);
        }
    }

    private static int[] counts(JsonNode counts) {
        if (counts.isString()) {
            return CocoRle.decode(counts.stringValue());
        }
        if (!counts.isArray()) {
            throw new PatchFormatException("expected a compressed string or a list of run lengths, found " + kind(counts));
        }
        final int[] runs = new int[counts.size()];
        for (int i = 0; i < runs.length; i++) {
            final JsonNode run = counts.get(i);
            if (!run.isInt()) {
                throw new PatchFormatException("expected whole numbers, found " + shown(run) + " at place " + i);
            }
            runs[i] = run.intValue();
        }
        return runs;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case BINARY, POJO -> "something else";
        };
    }

    private static String shown(JsonNode node) {
        final String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
