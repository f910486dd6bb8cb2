package io.samcp.app.drawing;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.weights.Vocabulary;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An image, enlarged or reduced, with masks drawn on it. Masks are drawn as curves, so they stay crisp at any scale. */
public final class ScenePicture {

    private static final int OVERLAY_SIDE = 1024;
    private static final float MASK_OPACITY = 0.5f;
    private static final float LABEL_OPACITY = 0.88f;

    private final BufferedImage picture;
    private final double scale;

    private ScenePicture(RgbImage image, double scale) {
        this.scale = scale;
        this.picture = scaled(image, scale);
    }

    /**
     * The image alone.
     *
     * @param scale pixels of the picture per pixel of the image
     */
    public static BufferedImage ofImage(RgbImage image, double scale) {
        return new ScenePicture(image, scale).picture;
    }

    /** The image with its patches, large ones first. */
    public static BufferedImage ofPatches(RgbImage image, PatchSet patches, double scale) {
        final ScenePicture drawing = new ScenePicture(image, scale);
        final Graphics2D graphics = drawing.graphics();
        final List<Patch> order = patches.patches().stream().sorted(Comparator.comparingInt((Patch p) -> p.mask().area()).reversed())
                .toList();
        for (int i = 0; i < order.size(); i++) {
            drawing.mask(graphics, Region.of(order.get(i)), SegmentColors.distinct(i));
        }
        graphics.dispose();
        return drawing.picture;
    }

    /**
     * The image with the segments of a map.
     *
     * @param vocabulary what the map's categories are called, and their colours
     * @param labels whether names (and scores, where there are any) are written on the segments
     */
    public static BufferedImage ofMap(RgbImage image, PanopticMap map, Vocabulary vocabulary, double scale, boolean labels) {
        final ScenePicture drawing = new ScenePicture(image, scale);
        final Graphics2D graphics = drawing.graphics();
        final Map<Integer, Color> colors = SegmentColors.of(map, vocabulary);
        for (final PanopticSegment segment : map.segments()) {
            drawing.mask(graphics, Region.of(map, segment), colors.getOrDefault(segment.id(), Color.GRAY));
        }
        if (labels) {
            drawing.labels(graphics, map, vocabulary, colors);
        }
        graphics.dispose();
        return drawing.picture;
    }

    /** A labelled picture of a map, small images enlarged to about 1000 pixels. */
    public static BufferedImage overlay(RgbImage image, PanopticMap map, Vocabulary vocabulary) {
        final int side = Math.max(image.width(), image.height());
        return ofMap(image, map, vocabulary, Math.clamp((double) OVERLAY_SIDE / side, 1, 4), true);
    }

    private Graphics2D graphics() {
        final Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    private void mask(Graphics2D graphics, Region region, Color color) {
        final Path2D outline = MaskOutline.of(region);
        outline.transform(AffineTransform.getScaleInstance(scale, scale));
        graphics.setColor(withOpacity(color, MASK_OPACITY));
        graphics.fill(outline);
        final float line = (float) Math.max(1.2, Math.max(picture.getWidth(), picture.getHeight()) / 480.0);
        graphics.setStroke(new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(outlineColor(color));
        graphics.draw(outline);
    }

    /** Lighter than the mask, so that neighbours of one colour are told apart. */
    private static Color outlineColor(Color color) {
        return new Color((color.getRed() + 2 * 255) / 3, (color.getGreen() + 2 * 255) / 3, (color.getBlue() + 2 * 255) / 3, 230);
    }

    private void labels(Graphics2D graphics, PanopticMap map, Vocabulary vocabulary, Map<Integer, Color> colors) {
        final Map<Integer, String> names = new HashMap<>();
        vocabulary.classes().forEach(e -> names.put(e.categoryId(), e.name()));
        final Map<Integer, int[]> innermost = LabelPlaces.innermost(map);
        final LabelPlaces places = new LabelPlaces(picture.getWidth(), picture.getHeight());
        final double size = Math.clamp(Math.max(picture.getWidth(), picture.getHeight()) / 52.0, 10, 44);
        for (final PanopticSegment segment : map.segments()) {
            final String name = names.getOrDefault(segment.categoryId(), "category " + segment.categoryId());
            final String text = segment.score().isPresent()
                    ? String.format(Locale.ROOT, "%s %.2f", name, segment.score().getAsDouble())
                    : name;
            final int[] centre = innermost.get(segment.id());
            final Rectangle2D box = places.take((centre[0] + 0.5) * scale, (centre[1] + 0.5) * scale,
                    Lettering.shipped().width(text, size) + 0.8 * size, 1.45 * size);
            label(graphics, text, box, size, colors.getOrDefault(segment.id(), Color.GRAY));
        }
    }

    private static void label(Graphics2D graphics, String text, Rectangle2D box, double size, Color color) {
        final double round = 0.5 * size;
        graphics.setColor(withOpacity(color, LABEL_OPACITY));
        graphics.fill(new RoundRectangle2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight(), round, round));
        final Lettering lettering = Lettering.shipped();
        lettering.draw(graphics, text, box.getX() + 0.4 * size, box.getCenterY() + lettering.capHeight(size) / 2, size,
                SegmentColors.readableOn(color));
    }

    private static Color withOpacity(Color color, float opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * opacity));
    }

    private static BufferedImage scaled(RgbImage image, double scale) {
        final BufferedImage source = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        final int[] row = new int[image.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = image.pixel(x, y);
            }
            source.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        final int width = Math.max(1, (int) Math.round(image.width() * scale));
        final int height = Math.max(1, (int) Math.round(image.height() * scale));
        if (width == image.width() && height == image.height()) {
            return source;
        }
        final BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                scale > 1 ? RenderingHints.VALUE_INTERPOLATION_BICUBIC : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(source, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
