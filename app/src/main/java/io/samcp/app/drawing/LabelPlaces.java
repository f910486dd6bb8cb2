package io.samcp.app.drawing;

import io.samcp.app.panoptic.PanopticMap;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where labels go: on the innermost pixel of their segment, moved up or down if another label is there already. */
final class LabelPlaces {

    private static final int[] SHIFTS = {0, -1, 1, -2, 2, -3, 3};
    private static final int STRAIGHT = 5;
    private static final int DIAGONAL = 7;

    private final List<Rectangle2D> taken = new ArrayList<>();
    private final double width;
    private final double height;

    /**
     * @param width columns of the picture
     * @param height rows of the picture
     */
    LabelPlaces(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** The place of a label of a size, centred on (x, y) if possible, within the picture. */
    Rectangle2D take(double x, double y, double labelWidth, double labelHeight) {
        Rectangle2D best = null;
        for (final int shift : SHIFTS) {
            final Rectangle2D place = new Rectangle2D.Double(within(x - labelWidth / 2, width - labelWidth),
                    within(y + (1.08 * shift - 0.5) * labelHeight, height - labelHeight), labelWidth, labelHeight);
            best = best == null ? place : best;
            if (taken.stream().noneMatch(place::intersects)) {
                best = place;
                break;
            }
        }
        taken.add(best);
        return best;
    }

    private static double within(double value, double most) {
        return Math.clamp(value, 0, Math.max(0, most));
    }

    /** Per segment, the pixel farthest from its border (chamfer distance 5-7), as {x, y}. */
    static Map<Integer, int[]> innermost(PanopticMap map) {
        final int[] distance = new int[map.ids().length];
        for (int i = 0; i < distance.length; i++) {
            distance[i] = least(map, distance, i, -1);
        }
        final Map<Integer, Integer> best = new HashMap<>();
        for (int i = distance.length - 1; i >= 0; i--) {
            distance[i] = Math.min(distance[i], least(map, distance, i, 1));
            final Integer before = best.get(map.ids()[i]);
            if (before == null || distance[i] > distance[before]) {
                best.put(map.ids()[i], i);
            }
        }
        final Map<Integer, int[]> places = new HashMap<>();
        best.forEach((id, i) -> places.put(id, new int[]{i % map.width(), i / map.width()}));
        return places;
    }

    /** Distance by way of the neighbours before (side -1) or after (side 1) a pixel; other segments and the frame are at distance 0. */
    private static int least(PanopticMap map, int[] distance, int i, int side) {
        final int x = i % map.width();
        final int y = i / map.width();
        int least = STRAIGHT + via(map, distance, i, x + side, y);
        least = Math.min(least, STRAIGHT + via(map, distance, i, x, y + side));
        least = Math.min(least, DIAGONAL + via(map, distance, i, x - 1, y + side));
        return Math.min(least, DIAGONAL + via(map, distance, i, x + 1, y + side));
    }

    private static int via(PanopticMap map, int[] distance, int i, int x, int y) {
        final boolean outside = x < 0 || y < 0 || x >= map.width() || y >= map.height();
        return outside || map.ids()[y * map.width() + x] != map.ids()[i] ? 0 : distance[y * map.width() + x];
    }
}
