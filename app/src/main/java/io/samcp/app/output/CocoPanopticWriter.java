package io.samcp.app.output;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.weights.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes COCO panoptic files: a PNG per image and one JSON file with {@code images}, {@code annotations} and {@code categories}. Each
 * segment carries, besides COCO's fields, its {@code score}.
 */
public final class CocoPanopticWriter {

    /**
     * One image's result.
     *
     * @param id image id in the JSON file
     * @param fileName the image's own file name
     * @param pngName name of the map's PNG file
     * @param map its map
     */
    public record Result(int id, String fileName, String pngName, PanopticMap map) {}

    private CocoPanopticWriter() {}

    /**
     * Writes the PNG files into a directory and the JSON file beside them.
     *
     * @param json name of the JSON file
     * @throws OutputException if that is not possible
     */
    public static void write(Path directory, String json, List<Result> results, Vocabulary vocabulary) {
        for (final Result result : results) {
            WholeFile.writePng(directory.resolve(result.pngName()), PngPictures.panoptic(result.map()));
        }
        WholeFile.write(directory.resolve(json),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document(results, vocabulary)));
    }

    private static Map<String, Object> document(List<Result> results, Vocabulary vocabulary) {
        final List<Object> images = new ArrayList<>();
        final List<Object> annotations = new ArrayList<>();
        for (final Result result : results) {
            images.add(fields("id", result.id(), "file_name", result.fileName(), "width", result.map().width(), "height",
                    result.map().height()));
            annotations.add(fields("image_id", result.id(), "file_name", result.pngName(), "segments_info",
                    result.map().segments().stream().map(CocoPanopticWriter::segment).toList()));
        }
        final List<Object> categories = new ArrayList<>();
        for (final Vocabulary.Entry entry : vocabulary.classes()) {
            categories.add(fields("id", entry.categoryId(), "name", entry.name(), "isthing", entry.thing() ? 1 : 0, "color",
                    List.of(entry.rgb() >> 16 & 0xFF, entry.rgb() >> 8 & 0xFF, entry.rgb() & 0xFF)));
        }
        return fields("images", images, "annotations", annotations, "categories", categories);
    }

    private static Map<String, Object> segment(PanopticSegment segment) {
        final Map<String, Object> fields = fields("id", segment.id(), "category_id", segment.categoryId(), "area", segment.area(), "bbox",
                List.of(segment.x(), segment.y(), segment.width(), segment.height()), "iscrowd", 0);
        segment.score().ifPresent(score -> fields.put("score", score));
        return fields;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
