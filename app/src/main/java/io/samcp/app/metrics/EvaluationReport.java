package io.samcp.app.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, in per cent; NaN where there was nothing to measure.
 *
 * @param scenes images
 * @param pq panoptic quality of all classes
 * @param pqThings of things
 * @param pqStuff of stuff
 * @param ap average precision over thresholds 0.50 to 0.95
 * @param ap50 at 0.50
 * @param ap75 at 0.75
 * @param meanIou mean intersection over union of the classes
 * @param pixelAccuracy share of pixels with the right class
 * @param classes per class, in the vocabulary's order
 */
public record EvaluationReport(int scenes, PanopticQuality.Mean pq, PanopticQuality.Mean pqThings, PanopticQuality.Mean pqStuff, double ap,
        double ap50, double ap75, double meanIou, double pixelAccuracy, List<ClassRow> classes) {

    /**
     * One class.
     *
     * @param name its name
     * @param thing whether it has instances
     * @param panoptic its segments
     * @param ap average precision; NaN for stuff
     * @param iou intersection over union of its pixels
     */
    public record ClassRow(String name, boolean thing, PanopticQuality.Counts panoptic, double ap, double iou) {}

    private static final int DECIMALS = 3;

    public EvaluationReport {
        classes = List.copyOf(classes);
    }

    /** One JSON object with the keys of a scene folder's {@code metrics.json}; what was not measured is null. */
    public String toJson() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(toMap());
    }

    /** The object that {@link #toJson()} writes. */
    public Map<String, Object> toMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("scenes", scenes);
        map.put("PQ", mean(pq));
        map.put("PQ_things", mean(pqThings));
        map.put("PQ_stuff", mean(pqStuff));
        map.put("AP", rounded(ap));
        map.put("AP50", rounded(ap50));
        map.put("AP75", rounded(ap75));
        map.put("mIoU", rounded(meanIou));
        map.put("pixel_accuracy", rounded(pixelAccuracy));
        final Map<String, Object> perClass = new LinkedHashMap<>();
        for (final ClassRow row : classes) {
            perClass.put(row.name(), row(row));
        }
        map.put("per_class", perClass);
        return map;
    }

    private static Map<String, Object> mean(PanopticQuality.Mean mean) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("pq", rounded(mean.pq()));
        map.put("sq", rounded(mean.sq()));
        map.put("rq", rounded(mean.rq()));
        map.put("n", mean.n());
        return map;
    }

    private static Map<String, Object> row(ClassRow row) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("pq", rounded(row.panoptic().quality()));
        map.put("sq", rounded(row.panoptic().segmentation()));
        map.put("rq", rounded(row.panoptic().recognition()));
        map.put("tp", row.panoptic().matched());
        map.put("fp", row.panoptic().spurious());
        map.put("fn", row.panoptic().missed());
        if (row.thing()) {
            map.put("ap", rounded(row.ap()));
        }
        map.put("iou", rounded(row.iou()));
        return map;
    }

    private static Double rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue() : null;
    }
}
