package io.samcp.app.output;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.layers.result.LabelMap;
import io.samcp.weights.Vocabulary;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

/** Maps as pictures whose pixel values are the data. */
public final class PngPictures {

    private static final int MOST_PALETTE_ENTRIES = 256;
    private static final int BYTE_BITS = 8;

    private PngPictures() {}

    /** COCO panoptic: a pixel's id is R + 256 G + 65536 B, 0 is void. */
    public static BufferedImage panoptic(PanopticMap map) {
        final BufferedImage picture = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_RGB);
        final int[] row = new int[map.width()];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                final int id = map.ids()[y * row.length + x];
                row[x] = (id & 0xFF) << 16 | (id & 0xFF00) | id >> 16 & 0xFF;
            }
            picture.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return picture;
    }

    /**
     * Semantic: the pixel value is the class index, the number of classes is void. Up to 255 classes: 8 bits with a palette of the classes'
     * colours (void black); more: 16-bit gray.
     */
    public static BufferedImage semantic(LabelMap map, Vocabulary vocabulary) {
        final BufferedImage picture = map.voidValue() < MOST_PALETTE_ENTRIES
                ? new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_INDEXED, palette(vocabulary))
                : new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSamples(0, 0, map.width(), map.height(), 0, map.values());
        return picture;
    }

    private static IndexColorModel palette(Vocabulary vocabulary) {
        final int[] colors = new int[vocabulary.size() + 1];
        for (int i = 0; i < vocabulary.size(); i++) {
            colors[i] = vocabulary.get(i).rgb();
        }
        return new IndexColorModel(BYTE_BITS, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    }
}
