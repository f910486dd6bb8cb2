package io.samcp.app.patches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks of these tests are 4 wide and 3 high; run lengths go column by column. */
class SamJsonReaderTest {

    private static final String GOOD = "{\"segmentation\": {\"size\": [3, 4], \"counts\": [4, 2, 6]}, \"bbox\": [1, 1, 0, 1], \"area\": 2}";

    @TempDir
    Path folder;

    private PatchSet read(String json) throws IOException {
        return SamJsonReader.read(Files.writeString(folder.resolve("patches.json"), json), 4, 3);
    }

    private String refusal(String json) {
        final String message = assertThrows(PatchFormatException.class, () -> read(json)).getMessage();
        assertTrue(message.startsWith(folder.resolve("patches.json").toString()), "the message names the file: " + message);
        return message;
    }

    @Test
    void readsUncompressedRunLengths() throws IOException {
        final Patch patch = read("[" + GOOD + "]").patches().getFirst();
        assertArrayEquals(new int[]{4, 2, 6}, patch.mask().counts());
        assertEquals(1, patch.x());
        assertEquals(1, patch.y());
        assertEquals(0, patch.w());
        assertEquals(1, patch.h());
    }

    @Test
    void readsCompressedRunLengths() throws IOException {
        final Patch patch = read("[" + GOOD.replace("[4, 2, 6]", "\"426\"") + "]").patches().getFirst();
        assertArrayEquals(new int[]{4, 2, 6}, patch.mask().counts());
    }

    @Test
    void refusesMorePatchesThanAnEngineTakes() throws IOException {
        assertEquals(1024, read("[" + String.join(", ", Collections.nCopies(1024, GOOD)) + "]").patches().size());
        assertTrue(refusal("[" + String.join(", ", Collections.nCopies(1025, GOOD)) + "]").contains("at most 1024 patches, found 1025"));
    }

    @Test
    void readsSa1bFiles() throws IOException {
        final PatchSet patches = read(
                "{\"image\": {\"image_id\": 7, \"width\": 4, \"height\": 3}, \"annotations\": [" + GOOD + ", " + GOOD + "]}");
        assertEquals(2, patches.patches().size());
    }

    @Test
    void acceptsNoPatches() throws IOException {
        assertEquals(0, read("[]").patches().size());
    }

    /** Pixels (1, 1), (1, 2), (2, 0): columns 1 to 2, rows 0 to 2. */
    @Test
    void makesAMissingBoxAsSamWould() throws IOException {
        final Patch patch = read("[{\"segmentation\": {\"size\": [3, 4], \"counts\": [4, 3, 5]}}]").patches().getFirst();
        assertEquals(1, patch.x());
        assertEquals(0, patch.y());
        assertEquals(1, patch.w());
        assertEquals(2, patch.h());
    }

    @Test
    void givesAnEmptyMaskTheZeroBox() throws IOException {
        final Patch patch = read("[{\"segmentation\": {\"size\": [3, 4], \"counts\": [12]}, \"bbox\": null}]").patches().getFirst();
        assertEquals(0, patch.w() + patch.h() + patch.x() + patch.y());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', value = {
        "[4, 2, 6] | [4, 2, 5] | patch 1: segmentation.counts: counts must add up to 4 x 3 = 12 pixels, found 11",
        "[4, 2, 6] | [4, -2, 10] | segmentation.counts: counts[1] must not be negative, found -2",
        "[4, 2, 6] | [4, 2.5, 6] | segmentation.counts: expected whole numbers, found 2.5 at place 1",
        "[4, 2, 6] | \"42\" | segmentation.counts: counts must add up",
        "[4, 2, 6] | \"4 2\" | segmentation.counts: counts must hold characters",
        "[4, 2, 6] | null | segmentation.counts: expected a compressed string or a list of run lengths, found null",
        "[3, 4] | [4, 3] | patch 1: segmentation.size: expected [3, 4] (height and width of the image), found [4, 3]",
        "[3, 4] | [3] | segmentation.size: expected [height, width], found [3]",
        "[1, 1, 0, 1] | [1, 1, 0] | patch 1: bbox: expected [x, y, w, h], found [1,1,0]",
        "[1, 1, 0, 1] | [1, 1, -1, 1] | bbox: expected finite numbers with sides of at least 0",
        "[1, 1, 0, 1] | [1, 1, \"a\", 1] | bbox: expected [x, y, w, h]", "[1, 1, 0, 1] | [1, 1, 1e99, 1] | bbox: expected finite numbers"})
    void namesPatchAndField(String good, String bad, String expected) {
        final String message = refusal("[" + GOOD + ", " + GOOD.replace(good, bad) + "]");
        assertTrue(message.contains(expected), message);
    }

    @Test
    void refusesOtherDocuments() {
        assertTrue(refusal("{\"a\": 1}").contains("'annotations'"));
        assertTrue(refusal("3").contains("found a number"));
        assertTrue(refusal("[1]").contains("patch 0: segmentation: expected run lengths {size, counts}, found nothing"));
        assertTrue(refusal("[{\"segmentation\": [[0, 0, 1, 1, 2, 2]]}]").contains("found a list"));
        assertTrue(refusal("[{\"segmentation\"").contains("line 1"));
        assertTrue(refusal("").contains("expected"));
        assertTrue(refusal("[".repeat(500)).contains("nesting"));
        final String size = refusal("{\"image\": {\"width\": 8, \"height\": 6}, \"annotations\": []}");
        assertTrue(size.contains("the image is 4x3 (width x height), the patches are for 8x6"), size);
    }

    @Test
    void refusesMissingFiles() {
        final String message = assertThrows(PatchFormatException.class, () -> SamJsonReader.read(folder.resolve("none.json"), 4, 3))
                .getMessage();
        assertTrue(message.endsWith("expected a patch file, found nothing"), message);
    }

    @Test
    void readsTheShippedPatches() {
        final Path photos = Path.of(System.getProperty("samcp.root"), "photos");
        final PatchSet patches = SamJsonReader.read(photos.resolve("coffee.patches.json"), 600, 400);
        assertTrue(patches.patches().size() > 10, "patches: " + patches.patches().size());
        for (int i = 0; i < patches.patches().size(); i++) {
            final Patch patch = patches.patches().get(i);
            assertEquals(SamBoxes.patch(patch.mask()), patch, "patch " + i + " has the box that its mask has");
        }
    }
}
