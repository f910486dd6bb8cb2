package io.samcp.app.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private static Scene scene() {
        final SceneFolder folder = SceneFolder.open(Path.of(System.getProperty("samcp.root"), "scenes"));
        return folder.load(folder.images().getFirst());
    }

    private static PanopticFile truth() {
        return PanopticFile.read(Path.of(System.getProperty("samcp.root"), "scenes", "panoptic.json"));
    }

    private static PanopticMap blob(String... rows) {
        final int[] ids = new int[rows.length * rows[0].length()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#' ? 1 : 0;
        }
        return PanopticMap.of(rows[0].length(), rows.length, ids, Map.of(1, new PanopticMap.Meaning(1, OptionalDouble.empty())));
    }

    private static Path2D outline(PanopticMap map) {
        return MaskOutline.of(Region.of(map, map.segments().getFirst()));
    }

    @Test
    void outlinesContainTheMiddlesOfTheirPixelsOnly() {
        final PanopticMap map = blob("..........", ".#####....", ".#...#.##.", ".#...####.", ".#####.##.", "........#.", "........##");
        final Path2D path = outline(map);
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                assertEquals(map.ids()[y * map.width() + x] == 1, path.contains(x + 0.5, y + 0.5), "pixel " + x + ", " + y);
            }
        }
    }

    @Test
    void outlinesKeepPixelsApartThatTouchAtACorner() {
        final Path2D path = outline(blob("#.", ".#"));
        assertTrue(path.contains(0.5, 0.5) && path.contains(1.5, 1.5), "both pixels");
        assertTrue(!path.contains(1.5, 0.5) && !path.contains(0.5, 1.5), "no other pixel");
    }

    @Test
    void lettersHaveOutlinesAndWidths() {
        final Lettering letters = Lettering.shipped();
        assertTrue(letters.width("WW", 20) > letters.width("ii", 20), "W is wider than i");
        assertEquals(2 * letters.width("person 0.95", 20), letters.width("person 0.95", 40), 1e-9);
        final Rectangle2D bounds = letters.outline("H", 10, 50, 40).getBounds2D();
        assertEquals(letters.capHeight(40), bounds.getHeight(), 1, "height of a capital letter");
        assertEquals(50, bounds.getMaxY(), 0.5, "letters stand on the base line");
        assertTrue(letters.outline(" ", 0, 0, 40).getBounds2D().isEmpty(), "a space is empty");
        assertTrue(letters.width("\uFFFF\uD83D\uDE00", 20) > 0, "characters without a glyph have the box");
    }

    @Test
    void labelsStayInsideAndApart() {
        final LabelPlaces places = new LabelPlaces(200, 100);
        final Rectangle2D first = places.take(198, 2, 60, 20);
        final Rectangle2D second = places.take(198, 2, 60, 20);
        assertTrue(new Rectangle2D.Double(0, 0, 200, 100).contains(first) && new Rectangle2D.Double(0, 0, 200, 100).contains(second),
                "inside");
        assertTrue(!first.intersects(second), "apart: " + first + ", " + second);
    }

    @Test
    void labelsSitOnTheInnermostPixel() {
        final PanopticMap map = blob("##.....", "##.....", "..#####", "..#####", "..#####", "..#####", "..#####");
        final int[] place = LabelPlaces.innermost(map).get(1);
        assertEquals(4, place[0]);
        assertEquals(4, place[1]);
    }

    @Test
    void instancesOfOneClassHaveColoursOfTheirOwn() {
        final PanopticMap map = truth().map(0);
        final Map<Integer, Color> colors = SegmentColors.of(map, truth().categories());
        assertEquals(map.segments().size(), colors.size());
        assertEquals(colors.size(), new HashSet<>(colors.values()).size(), "distinct colours: " + colors);
    }

    @Test
    void drawsEveryKindOfPicture() {
        final Scene scene = scene();
        final BufferedImage image = ScenePicture.ofImage(scene.image(), 1);
        assertEquals(scene.image().pixel(17, 31), image.getRGB(17, 31) & 0xFFFFFF);
        final BufferedImage overlay = ScenePicture.overlay(scene.image(), scene.truth(), truth().categories());
        assertEquals(1024, overlay.getWidth());
        assertEquals(768, overlay.getHeight());
        assertNotEquals(ScenePicture.ofImage(scene.image(), 4).getRGB(500, 600), overlay.getRGB(500, 600), "masks colour the picture");
        final BufferedImage patches = ScenePicture.ofPatches(scene.image(), scene.patches(), 0.5);
        assertEquals(128, patches.getWidth());
        final BufferedImage sheet = ContactSheet.of("title",
                List.of(new ContactSheet.Panel("a", image), new ContactSheet.Panel("", patches)), 2);
        assertTrue(sheet.getWidth() > 512 && sheet.getHeight() > 192, "sheet " + sheet.getWidth() + "x" + sheet.getHeight());
    }

    /** Machines without fonts make AWT throw, so none of its text drawing may even be loaded. */
    @Test
    void needsNoFontSystem() throws IOException {
        Assumptions.assumeTrue(Files.exists(MAPPINGS), "only Linux says which libraries are loaded");
        ScenePicture.overlay(scene().image(), scene().truth(), truth().categories());
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            assertEquals(List.of(), lines.filter(l -> l.matches(".*lib(fontmanager|fontconfig|freetype).*")).toList());
        }
    }
}
