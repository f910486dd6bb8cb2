package io.samcp.app.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Text as filled outlines of the shipped font. Characters that it lacks become its "missing" box. */
public final class Lettering {

    private static final String FONT = "DejaVuSansCondensed-Bold.ttf";
    private static final Lettering SHIPPED = new Lettering();

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;
    private final Map<Integer, Glyph> glyphs = new HashMap<>();

    /** Outline in font units, y upwards, and how far the next one is. */
    private record Glyph(Path2D outline, double advance) {}

    private Lettering() {
        try (InputStream in = Lettering.class.getResourceAsStream(FONT)) {
            font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            characters = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped font " + FONT + " cannot be read", e);
        }
    }

    /** The shipped font. */
    public static Lettering shipped() {
        return SHIPPED;
    }

    /**
     * Width of a text.
     *
     * @param size em size in pixels
     */
    public double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> glyph(c).advance()).sum() * size / unitsPerEm;
    }

    /** Height of capital letters of an em size; a text of this height looks centred on it. */
    public double capHeight(double size) {
        return 0.73 * size;
    }

    /**
     * Outlines of a text.
     *
     * @param x left end of the base line
     * @param y its height, downwards
     */
    public Path2D outline(String text, double x, double y, double size) {
        final Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        final double scale = size / unitsPerEm;
        double at = x;
        for (final int character : text.codePoints().toArray()) {
            final Glyph glyph = glyph(character);
            path.append(glyph.outline().getPathIterator(new AffineTransform(scale, 0, 0, -scale, at, y)), false);
            at += glyph.advance() * scale;
        }
        return path;
    }

    /** Draws a text whose base line begins at (x, y). */
    public void draw(Graphics2D graphics, String text, double x, double y, double size, Color color) {
        graphics.setColor(color);
        graphics.fill(outline(text, x, y, size));
    }

    private synchronized Glyph glyph(int character) {
        return glyphs.computeIfAbsent(character, this::read);
    }

    private Glyph read(int character) {
        try {
            final int id = characters.getGlyphId(character);
            final GlyphData data = font.getGlyph().getGlyph(id);
            return new Glyph(data == null ? new Path2D.Double() : data.getPath(), font.getAdvanceWidth(id));
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped font " + FONT + " cannot be read", e);
        }
    }
}
