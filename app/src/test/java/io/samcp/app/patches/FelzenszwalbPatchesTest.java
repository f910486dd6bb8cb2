package io.samcp.app.patches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FelzenszwalbPatchesTest {

    private static RgbImage quarters(int side) {
        final byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            rgb[3 * i + (i % side < side / 2 ? 0 : 1)] = (byte) (i / side < side / 2 ? 250 : 90);
        }
        return new RgbImage(side, side, rgb);
    }

    private static RgbImage noise(int width, int height) {
        final byte[] rgb = new byte[3 * width * height];
        new Random(5).nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }

    @Test
    void findsPlainRegions() {
        final List<Patch> patches = new FelzenszwalbPatches().cut(quarters(80)).patches();
        for (int quarter = 0; quarter < 4; quarter++) {
            final int x = quarter % 2 * 40 + 20;
            final int y = quarter / 2 * 40 + 20;
            assertTrue(patches.stream().anyMatch(p -> p.mask().toBitPlane().get(x, y) && Math.abs(p.mask().area() - 1600) < 200),
                    "a patch of about 1600 pixels covers " + x + ", " + y);
        }
    }

    @Test
    void coversEveryPixelWithinItsLimits() {
        final RgbImage image = noise(97, 61);
        final PatchSet patches = new FelzenszwalbPatches(12, 5).cut(image);
        assertTrue(patches.patches().size() <= 17, "at most 12 + 5 patches, found " + patches.patches().size());
        final List<BitPlane> planes = patches.patches().stream().map(p -> p.mask().toBitPlane()).toList();
        for (int i = 0; i < 97 * 61; i++) {
            final int x = i % 97;
            final int y = i / 97;
            assertTrue(planes.stream().anyMatch(p -> p.get(x, y)), "pixel " + x + ", " + y + " is in a patch");
        }
    }

    @Test
    void givesTheSamePatchesTwice() {
        final List<Patch> first = new FelzenszwalbPatches().cut(noise(64, 48)).patches();
        final List<Patch> second = new FelzenszwalbPatches().cut(noise(64, 48)).patches();
        assertEquals(first.size(), second.size());
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i).mask().counts(), second.get(i).mask().counts(), "patch " + i);
        }
    }

    @Test
    void takesTheSmallestImages() {
        for (final int[] size : new int[][]{{1, 1}, {3, 200}, {200, 1}, {4, 4}}) {
            final PatchSet patches = new FelzenszwalbPatches().cut(noise(size[0], size[1]));
            assertTrue(!patches.patches().isEmpty(), size[0] + "x" + size[1] + " has a patch");
        }
    }
}
