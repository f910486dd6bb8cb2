package io.samcp.app.drawing;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The border of a region of pixels as smooth closed curves, to be filled by the even-odd rule. It runs through the middles of the pixel
 * edges between inside and outside, each then averaged with its neighbours, so that stairs become slopes when the picture is enlarged.
 */
final class MaskOutline {

    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};
    private static final int SMOOTHING_ROUNDS = 2;
    private static final int FEWEST_POINTS = 3;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    /** Per corner, a bit for each direction in which a border edge leaves it; the inside lies to the right of the edge. */
    private final byte[] edges;

    private MaskOutline(Region region) {
        left = region.x();
        top = region.y();
        width = region.width();
        height = region.height();
        edges = new byte[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (inside(region, x, y)) {
                    mark(x, y, 0, !inside(region, x, y - 1));
                    mark(x + 1, y, 1, !inside(region, x + 1, y));
                    mark(x + 1, y + 1, 2, !inside(region, x, y + 1));
                    mark(x, y + 1, 3, !inside(region, x - 1, y));
                }
            }
        }
    }

    /** Traces a region, in pixels of the image. */
    static Path2D of(Region region) {
        return new MaskOutline(region).trace();
    }

    private boolean inside(Region region, int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && region.contains(left + x, top + y);
    }

    private void mark(int x, int y, int direction, boolean border) {
        if (border) {
            edges[y * (width + 1) + x] |= (byte) (1 << direction);
        }
    }

    private Path2D trace() {
        final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int y = 0; y <= height; y++) {
            for (int x = 0; x <= width; x++) {
                while (edges[y * (width + 1) + x] != 0) {
                    append(path, smooth(loop(x, y)));
                }
            }
        }
        return path;
    }

    /** Follows edges from a corner until it is back, using each up; turns right first, so that pixels that touch at a corner stay apart. */
    private List<double[]> loop(int startX, int startY) {
        final List<double[]> points = new ArrayList<>();
        int x = startX;
        int y = startY;
        int direction = Integer.numberOfTrailingZeros(edges[y * (width + 1) + x]);
        do {
            final int corner = y * (width + 1) + x;
            for (int turn = 1; turn >= -1; turn--) {
                final int next = direction + turn & 3;
                if ((edges[corner] >> next & 1) != 0) {
                    direction = next;
                    break;
                }
            }
            edges[corner] &= (byte) ~(1 << direction);
            points.add(new double[]{left + x + STEP_X[direction] / 2.0, top + y + STEP_Y[direction] / 2.0});
            x += STEP_X[direction];
            y += STEP_Y[direction];
        } while (x != startX || y != startY);
        return points;
    }

    private static List<double[]> smooth(List<double[]> points) {
        List<double[]> current = points;
        for (int round = 0; round < SMOOTHING_ROUNDS; round++) {
            final List<double[]> next = new ArrayList<>(current.size());
            for (int i = 0; i < current.size(); i++) {
                final double[] before = current.get(i == 0 ? current.size() - 1 : i - 1);
                final double[] here = current.get(i);
                final double[] after = current.get(i == current.size() - 1 ? 0 : i + 1);
                next.add(new double[]{(before[0] + 2 * here[0] + after[0]) / 4, (before[1] + 2 * here[1] + after[1]) / 4});
            }
            current = next;
        }
        return current;
    }

    private static void append(Path2D path, List<double[]> points) {
        if (points.size() >= FEWEST_POINTS) {
            path.moveTo(points.getFirst()[0], points.getFirst()[1]);
            points.stream().skip(1).forEach(p -> path.lineTo(p[0], p[1]));
            path.closePath();
        }
    }
}
