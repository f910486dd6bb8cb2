package io.samcp.app.panoptic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.result.LabelMap;
import io.samcp.layers.result.Segment;
import io.samcp.layers.result.Segmentation;
import io.samcp.weights.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanopticMapTest {

    private static final PanopticMap.Meaning CAT = new PanopticMap.Meaning(17, OptionalDouble.empty());

    @TempDir
    Path folder;

    @Test
    void countsAreasAndBoxesByCocosConvention() {
        final PanopticMap map = PanopticMap.of(4, 3, new int[]{0, 0, 5, 0, 0, 5, 5, 0, 0, 0, 0, 9}, Map.of(5, CAT, 9, CAT));
        assertEquals(2, map.segments().size());
        final PanopticSegment five = map.segments().stream().filter(s -> s.id() == 5).findFirst().orElseThrow();
        assertEquals(new PanopticSegment(5, 17, 3, 1, 0, 2, 2, OptionalDouble.empty()), five);
    }

    @Test
    void leavesOutSegmentsWithoutPixelsAndRefusesPixelsWithoutSegment() {
        assertTrue(PanopticMap.of(1, 1, new int[]{0}, Map.of(5, CAT)).segments().isEmpty());
        final String message = assertThrows(IllegalArgumentException.class, () -> PanopticMap.of(2, 1, new int[]{0, 6}, Map.of(5, CAT)))
                .getMessage();
        assertTrue(message.contains("pixel 1, 0 has id 6"), message);
    }

    /** Class 0 is a thing, class 1 stuff, 2 is void: two instances, and two stuff segments that have melted. */
    @Test
    void numbersTheSegmentsOfAnAnswerBestFirst() {
        final Vocabulary vocabulary = Vocabulary.ofNames(List.of("cat", "lawn"), 1);
        final LabelMap panoptic = new LabelMap(5, 1, 2, new int[]{1, 2000, 1, 2, 1000});
        final LabelMap semantic = new LabelMap(5, 1, 2, new int[]{1, 0, 1, 2, 0});
        final Segmentation answer = new Segmentation(5, 1, List.of(),
                List.of(new Segment(0, 1, 0, 0.9f, 1, 1), new Segment(2, 0, 1, 0.8f, 1, 1),
                        new Segment(3, 1, 0, 0.7f, 1, 1), new Segment(4, 0, 2, 0.6f, 1, 1)),
                panoptic, semantic);
        final PanopticMap map = PanopticMap.of(answer, vocabulary);
        assertArrayEquals(new int[]{1, 3, 1, 0, 2}, map.ids());
        assertEquals(List.of(2, 1, 1), map.segments().stream().map(PanopticSegment::categoryId).toList());
        assertEquals(0.9f, map.segments().getFirst().score().orElseThrow());
    }

    @Test
    void readsTheShippedTruth() {
        final PanopticFile file = PanopticFile.read(Path.of(System.getProperty("samcp.root"), "scenes", "panoptic.json"));
        assertEquals(12, file.images().size());
        assertEquals("balloon", file.categories().get(5).name());
        for (final PanopticFile.Image image : file.images()) {
            final PanopticMap map = file.map(image.id());
            assertEquals(256, map.width());
            assertTrue(map.segments().size() >= 3, image.fileName() + " has segments: " + map.segments().size());
        }
    }

    @Test
    void namesFileAndFieldOfBadFiles() throws IOException {
        final Path file = folder.resolve("panoptic.json");
        assertTrue(refusal(file).endsWith("found nothing"), "missing file");
        Files.writeString(file, "{");
        assertTrue(refusal(file).contains("expected JSON"), "no JSON");
        Files.writeString(file, "{\"annotations\": [{\"image_id\": 1, \"file_name\": \"a.png\"}], \"categories\": []}");
        assertTrue(refusal(file).contains("segments_info: expected a list"), "no segments");
        Files.writeString(file, "{\"annotations\": [], \"categories\": [{\"id\": 1.5, \"name\": \"a\", \"isthing\": 1}]}");
        assertTrue(refusal(file).contains("categories.id: expected a whole number"), "odd id");
        Files.writeString(file, "{\"annotations\": [], \"categories\": []}");
        final String message = assertThrows(PanopticFormatException.class, () -> PanopticFile.read(file).map(3)).getMessage();
        assertTrue(message.contains("expected one for image 3"), message);
    }

    private static String refusal(Path file) {
        final String message = assertThrows(PanopticFormatException.class, () -> PanopticFile.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), "the message names the file: " + message);
        return message;
    }
}
