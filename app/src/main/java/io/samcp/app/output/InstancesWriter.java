package io.samcp.app.output;

import io.samcp.app.patches.CocoRle;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.layers.result.Instance;
import io.samcp.weights.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes instances as COCO results: a JSON list of {@code image_id, category_id, score, bbox [x, y, w, h]} and
 * {@code segmentation {size, counts}}. The box is the union of the merged patches' boxes.
 */
public final class InstancesWriter {

    private InstancesWriter() {}

    /**
     * Writes the instances of one image.
     *
     * @param imageId image id in the file
     * @param instances best first
     * @param leastScore instances below it are left out; 0 keeps all
     * @throws OutputException if that is not possible
     */
    public static void write(Path file, int imageId, List<Instance> instances, Vocabulary vocabulary, double leastScore) {
        final List<Map<String, Object>> list = new ArrayList<>();
        for (final Instance instance : instances) {
            if (instance.score() >= leastScore) {
                list.add(entry(imageId, instance, vocabulary));
            }
        }
        WholeFile.write(file, JsonMapper.shared().writeValueAsString(list));
    }

    private static Map<String, Object> entry(int imageId, Instance instance, Vocabulary vocabulary) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("image_id", imageId);
        fields.put("category_id", vocabulary.get(instance.label()).categoryId());
        fields.put("score", instance.score());
        fields.put("bbox", List.of(instance.box().x1(), instance.box().y1(), instance.box().x2() - instance.box().x1(),
                instance.box().y2() - instance.box().y1()));
        fields.put("segmentation", Map.of("size", List.of(instance.mask().height(), instance.mask().width()), "counts",
                CocoRle.encode(RunLengthMask.of(instance.mask()).counts())));
        return fields;
    }
}
