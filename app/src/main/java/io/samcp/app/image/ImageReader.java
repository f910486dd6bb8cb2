package io.samcp.app.image;

import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads JPEG and PNG files.
 *
 * @param maxPixels most pixels of an image, checked before it is decoded
 * @param maxBytes most bytes of a file
 */
public record ImageReader(long maxPixels, long maxBytes) {

    /** Most pixels unless said otherwise: 64 Mi, what the engine takes. */
    public static final long DEFAULT_PIXELS = 64L << 20;
    /** Most bytes of a file unless said otherwise. */
    public static final long DEFAULT_BYTES = 256L << 20;

    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PNG_WIDTH_AT = 16;
    private static final int PNG_HEADER = 24;

    static {
        ImageIO.setUseCache(false);
    }

    /** With the usual limits. */
    public ImageReader() {
        this(DEFAULT_PIXELS, DEFAULT_BYTES);
    }

    public ImageReader {
        if (maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits must be positive: maxPixels=" + maxPixels + ", maxBytes=" + maxBytes);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ImageFormatException if it is missing, no JPEG or PNG, damaged, of zero size or over a limit
     */
    public RgbImage read(Path file) {
        final byte[] bytes = bytes(file);
        if (isPng(bytes)) {
            checkPngHeader(file, bytes);
            return decode(file, bytes, "png");
        }
        if (bytes.length > 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8) {
            return ExifOrientation.of(bytes).apply(decode(file, bytes, "jpeg"));
        }
        throw new ImageFormatException(file + ": expected a JPEG or PNG image, found a file that begins with " + beginning(bytes));
    }

    private byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ImageFormatException(file + ": expected an image file, found " + (Files.exists(file) ? "a directory" : "nothing"));
        }
        try {
            final long size = Files.size(file);
            if (size == 0) {
                throw new ImageFormatException(file + ": expected an image, found an empty file");
            }
            if (size > maxBytes) {
                throw new ImageFormatException(file + ": expected at most " + maxBytes + " bytes, found " + size);
            }
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new ImageFormatException(file + ": may not be read", e);
        } catch (IOException e) {
            throw new ImageFormatException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length >= PNG_MAGIC.length && Arrays.equals(bytes, 0, PNG_MAGIC.length, PNG_MAGIC, 0, PNG_MAGIC.length);
    }

    /** The decoder's own words about a bad size are less clear. */
    private void checkPngHeader(Path file, byte[] bytes) {
        if (bytes.length < PNG_HEADER) {
            throw new ImageFormatException(file + ": expected a PNG header, found the end of the file after " + bytes.length + " bytes");
        }
        final ByteBuffer header = ByteBuffer.wrap(bytes);
        checkSize(file, header.getInt(PNG_WIDTH_AT), header.getInt(PNG_WIDTH_AT + Integer.BYTES));
    }

    private void checkSize(Path file, int width, int height) {
        if (width < 1 || height < 1) {
            throw new ImageFormatException(file + ": expected at least 1x1 pixels, found " + width + "x" + height);
        }
        if ((long) width * height > maxPixels) {
            throw new ImageFormatException(
                    file + ": expected at most " + maxPixels + " pixels, found " + width + "x" + height + " = " + (long) width * height);
        }
    }

    private RgbImage decode(Path file, byte[] bytes, String format) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            final javax.imageio.ImageReader reader = reader(file, in, format);
            try {
                final DamageListener damage = new DamageListener();
                reader.addIIOReadWarningListener(damage);
                reader.setInput(in, true, true);
                checkSize(file, reader.getWidth(0), reader.getHeight(0));
                final BufferedImage image = reader.read(0);
                if (damage.found() != null) {
                    throw new ImageFormatException(file + ": the image is damaged: " + damage.found());
                }
                return Samples.toRgb(image);
            } finally {
                reader.dispose();
            }
        } catch (ImageFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders meet damaged files with anything from IIOException to ArrayIndexOutOfBoundsException.
            throw new ImageFormatException(file + ": cannot be decoded as " + format.toUpperCase(Locale.ROOT) + ": " + e, e);
        }
    }

    private static javax.imageio.ImageReader reader(Path file, ImageInputStream in, String format) throws IOException {
        final Iterator<javax.imageio.ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            final javax.imageio.ImageReader reader = readers.next();
            if (reader.getOriginatingProvider() != null
                    && reader.getFormatName().toLowerCase(Locale.ROOT).startsWith(format.substring(0, 2))) {
                return reader;
            }
        }
        throw new ImageFormatException(
                file + ": expected a " + format.toUpperCase(Locale.ROOT) + " image that can be decoded, found damage");
    }

    private static String beginning(byte[] bytes) {
        final String text = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        final StringBuilder shown = new StringBuilder("\"");
        text.chars().forEach(c -> shown.append(c >= ' ' && c < 127 ? (char) c : '.'));
        return shown.append('"').toString();
    }
}
