package io.samcp.app.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import io.samcp.layers.input.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/**
 * How a camera was held: EXIF tag 0x0112, 1..8.
 *
 * <pre>
 *   1        2       3      4         5            6           7          8
 * 888888  888888      88  88      8888888888  88                  88  8888888888
 * 88          88      88  88      88  88      88  88          88  88      88  88
 * 8888      8888    8888  8888    88          8888888888  8888888888          88
 * 88          88      88  88
 * 88          88  888888  888888
 * </pre>
 *
 * @param tag 1 (as it is) to 8
 */
record ExifOrientation(int tag) {

    private static final ExifOrientation AS_IT_IS = new ExifOrientation(1);
    private static final int EXIF_PADDING = 1;
    private static final int CHANNELS = 3;

    /** The orientation of a JPEG file; damaged or missing EXIF data mean that the image is taken as it is. */
    static ExifOrientation of(byte[] jpeg) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            final List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
            if (segments.isEmpty()) {
                return AS_IT_IS;
            }
            try (InputStream data = segments.getFirst().data()) {
                data.skipNBytes(EXIF_PADDING);
                try (ImageInputStream tiff = ImageIO.createImageInputStream(new ByteArrayInputStream(data.readAllBytes()))) {
                    final Directory directory = new TIFFReader().read(tiff);
                    final Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
                    final boolean known = entry != null && entry.getValue() instanceof Number n && n.intValue() >= 1 && n.intValue() <= 8;
                    return known ? new ExifOrientation(((Number) entry.getValue()).intValue()) : AS_IT_IS;
                }
            }
        } catch (IOException | RuntimeException e) {
            return AS_IT_IS;
        }
    }

    /** The image as it is to be seen. */
    RgbImage apply(RgbImage stored) {
        if (tag == 1) {
            return stored;
        }
        final boolean swapped = tag >= 5;
        final int width = swapped ? stored.height() : stored.width();
        final int height = swapped ? stored.width() : stored.height();
        final byte[] rgb = new byte[stored.rgb().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int from = CHANNELS * source(x, y, stored.width(), stored.height());
                System.arraycopy(stored.rgb(), from, rgb, CHANNELS * (y * width + x), CHANNELS);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** Which stored pixel is seen at (x, y). */
    private int source(int x, int y, int storedWidth, int storedHeight) {
        final int right = storedWidth - 1;
        final int bottom = storedHeight - 1;
        return switch (tag) {
            case 2 -> y * storedWidth + right - x;
            case 3 -> (bottom - y) * storedWidth + right - x;
            case 4 -> (bottom - y) * storedWidth + x;
            case 5 -> x * storedWidth + y;
            case 6 -> (bottom - x) * storedWidth + y;
            case 7 -> (bottom - x) * storedWidth + right - y;
            case 8 -> x * storedWidth + right - y;
            default -> y * storedWidth + x;
        };
    }
}
