package io.samcp.app.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.RgbImage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReaderTest {

    private static final int PNG_WIDTH_AT = 16;

    @TempDir
    Path folder;

    private RgbImage read(String name, byte[] bytes) throws IOException {
        return new ImageReader().read(Files.write(folder.resolve(name), bytes));
    }

    private String refusal(String name, byte[] bytes) throws IOException {
        final Path file = Files.write(folder.resolve(name), bytes);
        final String message = assertThrows(ImageFormatException.class, () -> new ImageReader(10_000, 1_000_000).read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), "the message names the file: " + message);
        return message;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(picture, "png", bytes), "a PNG writer takes the picture");
        return bytes.toByteArray();
    }

    private static BufferedImage coloured(int type) {
        final BufferedImage picture = new BufferedImage(3, 2, type);
        picture.setRGB(0, 0, 3, 2, new int[]{0xFF0A141E, 0x80FF0000, 0x0000FF00, 0xFF0000FF, 0xFFFFFFFF, 0x01010203}, 0, 3);
        return picture;
    }

    private static void assertPixel(int expected, RgbImage image, int x, int y, int bound) {
        final int actual = image.pixel(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
            if (!(Math.abs((expected >> shift & 0xFF) - (actual >> shift & 0xFF)) <= bound)) {
                fail(String.format("pixel %d, %d: expected %06x, found %06x, bound %d", x, y, expected, actual, bound));
            }
        }
    }

    @Test
    void readsRgbPng() throws IOException {
        final RgbImage image = read("rgb.png", png(coloured(BufferedImage.TYPE_INT_RGB)));
        assertEquals(3, image.width());
        assertEquals(2, image.height());
        assertPixel(0x0A141E, image, 0, 0, 0);
        assertPixel(0xFF0000, image, 1, 0, 0);
        assertPixel(0x0000FF, image, 0, 1, 0);
    }

    @Test
    void dropsAlphaAndKeepsTheColourBehindIt() throws IOException {
        final RgbImage image = read("rgba.png", png(coloured(BufferedImage.TYPE_INT_ARGB)));
        assertPixel(0xFF0000, image, 1, 0, 0);
        assertPixel(0x00FF00, image, 2, 0, 0);
        assertPixel(0x010203, image, 2, 1, 0);
    }

    @Test
    void takesGrayAsItIsStored() throws IOException {
        final BufferedImage picture = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            picture.getRaster().setSample(x, 0, 0, x);
        }
        final RgbImage image = read("gray.png", png(picture));
        for (int x = 0; x < 256; x++) {
            assertPixel(x * 0x010101, image, x, 0, 0);
        }
    }

    @Test
    void dropsTheAlphaOfGray() throws IOException {
        final ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
                Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        final BufferedImage picture = new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
        picture.getRaster().setPixel(0, 0, new int[]{100, 0});
        picture.getRaster().setPixel(1, 0, new int[]{200, 77});
        final RgbImage image = read("gray-alpha.png", png(picture));
        assertPixel(0x646464, image, 0, 0, 0);
        assertPixel(0xC8C8C8, image, 1, 0, 0);
    }

    @Test
    void scalesSixteenBitsToEight() throws IOException {
        final BufferedImage picture = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSamples(0, 0, 4, 1, 0, new int[]{0, 257 * 100, 32768, 65535});
        final RgbImage image = read("gray16.png", png(picture));
        assertPixel(0x000000, image, 0, 0, 0);
        assertPixel(0x646464, image, 1, 0, 0);
        assertPixel(0x808080, image, 2, 0, 0);
        assertPixel(0xFFFFFF, image, 3, 0, 0);
    }

    @Test
    void readsPalettes() throws IOException {
        final IndexColorModel palette = new IndexColorModel(2, 3, new int[]{0x112233, 0xABCDEF, 0xFF8000}, 0, false, -1,
                DataBuffer.TYPE_BYTE);
        final BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSamples(0, 0, 3, 1, 0, new int[]{2, 0, 1});
        final RgbImage image = read("palette.png", png(picture));
        assertPixel(0xFF8000, image, 0, 0, 0);
        assertPixel(0x112233, image, 1, 0, 0);
        assertPixel(0xABCDEF, image, 2, 0, 0);
    }

    @Test
    void readsOneBitGray() throws IOException {
        final BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        picture.getRaster().setSamples(0, 0, 2, 1, 0, new int[]{1, 0});
        final RgbImage image = read("bits.png", png(picture));
        assertPixel(0xFFFFFF, image, 0, 0, 0);
        assertPixel(0x000000, image, 1, 0, 0);
    }

    @Test
    void readsRgbJpegWithinItsLoss() throws IOException {
        final BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                picture.setRGB(x, y, 0x3C78B4);
            }
        }
        assertPixel(0x3C78B4, read("rgb.jpg", TestJpeg.rgb(picture)), 7, 7, 3);
    }

    @Test
    void readsGrayJpegAsItIsStored() throws IOException {
        final BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        final int[] samples = new int[256];
        Arrays.fill(samples, 100);
        picture.getRaster().setSamples(0, 0, 16, 16, 0, samples);
        assertPixel(0x646464, read("gray.jpg", TestJpeg.rgb(picture)), 8, 8, 2);
    }

    @Test
    void readsCmykJpegAsColours() throws IOException {
        final RgbImage white = read("white.jpg", TestJpeg.inks(16, 16, 255, 255, 255, 255));
        assertPixel(0xFFFFFF, white, 8, 8, 8);
        final RgbImage black = read("black.jpg", TestJpeg.inks(16, 16, 255, 255, 255, 0));
        assertPixel(0x202020, black, 8, 8, 48);
        final int cyan = read("cyan.jpg", TestJpeg.inks(16, 16, 0, 255, 255, 255)).pixel(8, 8);
        assertTrue((cyan & 0xFF) > (cyan >> 16 & 0xFF) + 60, String.format("cyan ink leaves more blue than red, found %06x", cyan));
    }

    /** Red left, blue right and a green corner tell all eight orientations apart. */
    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({"1, 32, 16, 0, 0", "2, 32, 16, 31, 0", "3, 32, 16, 31, 15", "4, 32, 16, 0, 15", "5, 16, 32, 0, 0", "6, 16, 32, 15, 0",
        "7, 16, 32, 15, 31", "8, 16, 32, 0, 31"})
    void appliesTheExifOrientation(int orientation, int width, int height, int greenX, int greenY) throws IOException {
        final BufferedImage picture = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                picture.setRGB(x, y, x < 8 && y < 8 ? 0x00FF00 : x < 16 ? 0xFF0000 : 0x0000FF);
            }
        }
        final RgbImage image = read("turned" + orientation + ".jpg", TestJpeg.oriented(TestJpeg.rgb(picture), orientation));
        assertEquals(width, image.width(), "width");
        assertEquals(height, image.height(), "height");
        assertPixel(0x00FF00, image, greenX, greenY, 40);
        assertPixel(0x0000FF, image, width - 1 - greenX, height - 1 - greenY, 40);
        final boolean swapped = orientation >= 5;
        final int redX = swapped ? width - 1 - greenX : greenX;
        final int redY = swapped ? greenY : height - 1 - greenY;
        assertPixel(0xFF0000, image, redX, redY, 40);
    }

    @Test
    void refusesMissingFilesAndDirectories() {
        final String missing = assertThrows(ImageFormatException.class, () -> new ImageReader().read(folder.resolve("none.png")))
                .getMessage();
        assertTrue(missing.contains("found nothing"), missing);
        final String directory = assertThrows(ImageFormatException.class, () -> new ImageReader().read(folder)).getMessage();
        assertTrue(directory.contains("found a directory"), directory);
    }

    @Test
    void refusesOtherFormats() throws IOException {
        assertTrue(refusal("empty.png", new byte[0]).contains("empty file"));
        assertTrue(refusal("text.png", "hello, world".getBytes(StandardCharsets.US_ASCII)).contains("\"hello, world\""));
    }

    @Test
    void refusesZeroSizesBeforeDecoding() throws IOException {
        final byte[] bytes = png(coloured(BufferedImage.TYPE_INT_RGB));
        ByteBuffer.wrap(bytes).putInt(PNG_WIDTH_AT, 0);
        final String message = refusal("zero.png", bytes);
        assertTrue(message.contains("at least 1x1 pixels, found 0x2"), message);
        final byte[] jpeg = TestJpeg.rgb(coloured(BufferedImage.TYPE_INT_RGB));
        final int frame = frame(jpeg);
        jpeg[frame + 5] = 0;
        jpeg[frame + 6] = 0;
        refusal("zero.jpg", jpeg);
    }

    @Test
    void refusesImagesOverTheLimitBeforeDecoding() throws IOException {
        final byte[] bytes = png(coloured(BufferedImage.TYPE_INT_RGB));
        ByteBuffer.wrap(bytes).putInt(PNG_WIDTH_AT, 60_000).putInt(PNG_WIDTH_AT + 4, 60_000);
        final String message = refusal("huge.png", bytes);
        assertTrue(message.contains("at most 10000 pixels, found 60000x60000 = 3600000000"), message);
        final byte[] jpeg = TestJpeg.rgb(coloured(BufferedImage.TYPE_INT_RGB));
        final int frame = frame(jpeg);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0x70);
        final String large = refusal("huge.jpg", jpeg);
        assertTrue(large.contains("at most 10000 pixels, found 28784x28784"), large);
    }

    @Test
    void refusesTruncatedFiles() throws IOException {
        final BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        final Random random = new Random(1);
        for (int i = 0; i < 4096; i++) {
            picture.setRGB(i % 64, i / 64, random.nextInt(1 << 24));
        }
        final byte[] png = png(picture);
        refusal("cut.png", Arrays.copyOf(png, png.length / 2));
        refusal("header.png", Arrays.copyOf(png, 20));
        final byte[] jpeg = TestJpeg.rgb(picture);
        refusal("cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        refusal("start.jpg", Arrays.copyOf(jpeg, 30));
    }

    @Test
    void meetsDamageWithItsOwnExceptionOrAnImage() throws IOException {
        final byte[] png = png(coloured(BufferedImage.TYPE_INT_ARGB));
        final byte[] jpeg = TestJpeg.oriented(TestJpeg.rgb(coloured(BufferedImage.TYPE_INT_RGB)), 6);
        final Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            final byte[] damaged = (round % 2 == 0 ? png : jpeg).clone();
            for (int flips = 0; flips < 3; flips++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                final RgbImage image = new ImageReader(10_000, 1_000_000).read(Files.write(folder.resolve("damaged"), damaged));
                assertTrue(image.width() * image.height() <= 10_000, "round " + round + ": an accepted image keeps to the limit");
            } catch (ImageFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "damage is noticed: " + refused + " of 300");
    }

    @Test
    void givesTheSameBytesTwice() throws IOException {
        final byte[] jpeg = TestJpeg.rgb(coloured(BufferedImage.TYPE_INT_RGB));
        assertArrayEquals(read("a.jpg", jpeg).rgb(), read("b.jpg", jpeg).rgb());
    }

    /** Where the frame header's marker stands. */
    private static int frame(byte[] jpeg) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no baseline frame");
    }
}
