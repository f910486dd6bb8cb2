package io.samcp.app.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files for tests. */
final class TestJpeg {

    private TestJpeg() {}

    /** A file of an RGB picture at the best quality. */
    static byte[] rgb(BufferedImage picture) throws IOException {
        return write(new IIOImage(picture, null, null));
    }

    /** A file of four inks, stored inverted as Adobe's programs do, with the marker that says so; 255 is no ink. */
    static byte[] inks(int width, int height, int cyan, int magenta, int yellow, int black) throws IOException {
        final WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, new int[]{cyan, magenta, yellow, black});
            }
        }
        final byte[] plain = write(new IIOImage(raster, null, null));
        final byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return insert(plain, adobe);
    }

    /** The file with an EXIF segment that names an orientation. */
    static byte[] oriented(byte[] jpeg, int orientation) {
        final byte[] exif = {(byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3,
            0, 0, 0, 1, 0,
            (byte) orientation, 0, 0, 0, 0, 0, 0};
        return insert(jpeg, exif);
    }

    /** Puts a segment right behind the start marker. */
    private static byte[] insert(byte[] jpeg, byte[] segment) {
        final byte[] result = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, result, 0, 2);
        System.arraycopy(segment, 0, result, 2, segment.length);
        System.arraycopy(jpeg, 2, result, 2 + segment.length, jpeg.length - 2);
        return result;
    }

    /** With the JDK's own writer, which takes rasters of any number of bands. */
    private static byte[] write(IIOImage image) throws IOException {
        final Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (writer.getClass().getName().contains("twelvemonkeys")) {
            writer = writers.next();
        }
        final ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(1);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
