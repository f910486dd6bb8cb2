package io.samcp.app.drawing;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.weights.Vocabulary;
import java.awt.Color;
import java.util.HashMap;
import java.util.Map;

/** Colours that tell neighbours apart. */
final class SegmentColors {

    private static final float GOLDEN_RATIO = 0.618034f;
    private static final float[] HUE_SHIFTS = {0, 0.11f, -0.11f, 0.2f, -0.2f, 0.31f, -0.31f, 0.45f};
    private static final float[] BRIGHTNESS = {0.95f, 1, 0.8f};

    private SegmentColors() {}

    /**
     * A colour for each segment: stuff has its class's colour; the first instance of a class has a vivid form of it, further ones other
     * hues and brightness, from left to right, so that truth and answer look alike.
     */
    static Map<Integer, Color> of(PanopticMap map, Vocabulary vocabulary) {
        final Map<Integer, Color> colors = new HashMap<>();
        for (final Vocabulary.Entry entry : vocabulary.classes()) {
            final int[] instance = {0};
            map.segments().stream().filter(s -> s.categoryId() == entry.categoryId())
                    .sorted((a, b) -> Integer.compare(2 * a.x() + a.width(), 2 * b.x() + b.width()))
                    .forEach((PanopticSegment s) -> colors.put(s.id(),
                            entry.thing() ? vivid(entry.rgb(), instance[0]++) : new Color(entry.rgb())));
        }
        return colors;
    }

    private static Color vivid(int rgb, int instance) {
        final float[] hsb = Color.RGBtoHSB(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, null);
        return Color.getHSBColor(hsb[0] + HUE_SHIFTS[instance % HUE_SHIFTS.length], Math.max(hsb[1], 0.65f),
                BRIGHTNESS[instance % BRIGHTNESS.length]);
    }

    /** The i-th of any number of distinct colours: hues that follow the golden ratio. */
    static Color distinct(int i) {
        return Color.getHSBColor(i * GOLDEN_RATIO, i % 2 == 0 ? 0.75f : 0.5f, BRIGHTNESS[i % BRIGHTNESS.length]);
    }

    /** Black or white, whichever reads better on a colour. */
    static Color readableOn(Color color) {
        return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue() > 150 ? Color.BLACK : Color.WHITE;
    }
}
