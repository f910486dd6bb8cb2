package io.samcp.app.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures side by side, with captions. */
public final class ContactSheet {

    private static final Color PAPER = new Color(0x16, 0x19, 0x1F);
    private static final Color INK = new Color(0xE8, 0xEA, 0xED);
    private static final int GAP = 12;
    private static final int CAPTION = 30;
    private static final double TEXT = 17;
    private static final int TITLE = 44;
    private static final double TITLE_TEXT = 22;

    private ContactSheet() {}

    /**
     * One picture of a sheet.
     *
     * @param caption one line above it; may be empty
     * @param picture the picture
     */
    public record Panel(String caption, BufferedImage picture) {}

    /**
     * Lays out panels row by row. All cells are as large as the largest picture.
     *
     * @param title one line above everything
     * @param columns panels per row
     * @throws IllegalArgumentException if there is no panel or no column
     */
    public static BufferedImage of(String title, List<Panel> panels, int columns) {
        if (panels.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("a sheet needs panels and columns: " + panels.size() + " panels, " + columns + " columns");
        }
        final int cellWidth = panels.stream().mapToInt(p -> p.picture().getWidth()).max().orElseThrow();
        final boolean captions = panels.stream().anyMatch(p -> !p.caption().isEmpty());
        final int caption = captions ? CAPTION : 0;
        final int cellHeight = panels.stream().mapToInt(p -> p.picture().getHeight()).max().orElseThrow() + caption;
        final int rows = Math.ceilDiv(panels.size(), columns);
        final BufferedImage sheet = new BufferedImage(columns * (cellWidth + GAP) + GAP, TITLE + rows * (cellHeight + GAP) + GAP / 2,
                BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        final Lettering lettering = Lettering.shipped();
        lettering.draw(graphics, title, GAP, (TITLE + lettering.capHeight(TITLE_TEXT)) / 2, TITLE_TEXT, INK);
        for (int i = 0; i < panels.size(); i++) {
            final int x = GAP + i % columns * (cellWidth + GAP);
            final int y = TITLE + i / columns * (cellHeight + GAP);
            lettering.draw(graphics, panels.get(i).caption(), x, y + (caption + lettering.capHeight(TEXT)) / 2, TEXT, INK);
            graphics.drawImage(panels.get(i).picture(), x, y + caption, null);
        }
        graphics.dispose();
        return sheet;
    }
}
