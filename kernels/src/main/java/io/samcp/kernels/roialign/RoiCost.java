package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Fill;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Level;
import io.samcp.kernels.roialign.MaskRoiAlignKernel.Shape;

/**
 * What RoIAlign costs at least. Boxes, mask and results are as large as the shape says; which pixels of the maps are touched, and how often,
 * hangs on the boxes, which a plan does not know. So it stands for boxes as images have them: as many on each level, anywhere on it, squares
 * of the middle size of a level, and half of the cells masked where the mask counts. For boxes that are known,
 * {@link MaskRoiAlignReference#cost} counts.
 */
final class RoiCost {

    private static final int SIDE = 7;
    private static final int BINS = SIDE * SIDE;

    /** Of the finest boxes of a level: they go from one to two times that side. */
    private static final double MIDDLE_SIDE = 1.5;

    /** Pixels of a box that stay if half of its cells are masked; more than a half, because cells share the pixels between them. */
    private static final double SEEN_PIXELS = 2.0 / 3;

    /** Pixels of an axis that the samples of a bin touch beyond its side, on average. */
    private static final double BORDER = 1.5;

    private RoiCost() {}

    /** For boxes as images have them. */
    static Cost expected(Shape s, int resultBytes) {
        final boolean masked = s.fill() != Fill.OFF;
        final double side = MIDDLE_SIDE * s.finest() * s.scale();
        final double touched = (side + 1) * (side + 1) * (masked ? SEEN_PIXELS : 1);
        double pixels = 0;
        for (final Level level : s.levels()) {
            final double all = (double) level.height() * level.width();
            pixels += all * -Math.expm1(-touched * s.boxes() / s.levels().size() / all); // boxes overlap, the more the smaller the level
        }
        final double perAxis = s.samplingRatio() > 0 ? Math.min(2.0 * s.samplingRatio(), side / SIDE + BORDER) : side / SIDE + BORDER;
        final long bins = (long) BINS * s.boxes() / (masked ? 2 : 1);
        return of(s, resultBytes, Math.round(pixels), s.boxes(), Math.round(bins * perAxis * (perAxis + 1)), bins);
    }

    /**
     * For what was counted.
     *
     * @param multiplyAdds per channel: for each cell its rows times its columns, and its rows
     * @param bins cells that are filled; a division for each
     */
    static Cost of(Shape s, int resultBytes, long pixels, long boxesRead, long multiplyAdds, long bins) {
        final long mask = s.fill() == Fill.OFF ? 0 : (long) BINS * s.boxes();
        final long bytes = Float.BYTES * (pixels * s.channels() + 4 * boxesRead) + mask
                + (long) resultBytes * BINS * s.boxes() * s.channels();
        return new Cost(bytes, s.channels() * (2 * multiplyAdds + bins));
    }
}
