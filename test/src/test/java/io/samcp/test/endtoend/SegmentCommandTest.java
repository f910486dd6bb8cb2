package io.samcp.test.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import io.samcp.test.golden.GoldenData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line on a photo: files that other COCO tools accept. */
final class SegmentCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"chelsea,", "coffee,coffee.patches.json"})
    void writesValidCoco(String photo, String patches) throws IOException {
        final Path photos = GoldenData.projectRoot().resolve("photos");
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final List<String> arguments = new ArrayList<>(
                List.of("segment", photos.resolve(photo + ".jpg").toString(), "--out", folder.toString()));
        if (patches != null) {
            arguments.addAll(List.of("--patches", photos.resolve(patches).toString()));
        }
        final int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("peak memory"), out::toString);

        final BufferedImage image = ImageIO.read(photos.resolve(photo + ".jpg").toFile());
        requirePanoptic(photo, image.getWidth(), image.getHeight());
        requireInstances(photo, image.getWidth(), image.getHeight());
        for (final String picture : List.of(".semantic.png", ".overlay.png")) {
            assertTrue(ImageIO.read(folder.resolve(photo + picture).toFile()).getWidth() >= image.getWidth(), picture);
        }
        try (var files = Files.list(folder)) {
            assertEquals(5, files.count(), "no other files, no partial ones");
        }
    }

    /** Every id in the PNG is in the JSON with the right area and box, and the other way round. */
    private void requirePanoptic(String photo, int width, int height) throws IOException {
        final BufferedImage png = ImageIO.read(folder.resolve(photo + ".panoptic.png").toFile());
        assertEquals(width, png.getWidth());
        assertEquals(height, png.getHeight());
        final Map<Integer, int[]> found = new HashMap<>();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int rgb = png.getRGB(x, y);
                final int id = (rgb >> 16 & 0xFF) + 256 * (rgb >> 8 & 0xFF) + 65536 * (rgb & 0xFF);
                if (id != 0) {
                    final int[] s = found.computeIfAbsent(id, _ -> new int[]{0, width, height, -1, -1});
                    s[0]++;
                    s[1] = Math.min(s[1], x);
                    s[2] = Math.min(s[2], y);
                    s[3] = Math.max(s[3], x);
                    s[4] = Math.max(s[4], y);
                }
            }
        }
        final JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve(photo + ".panoptic.json")));
        final JsonNode annotation = json.get("annotations").get(0);
        assertEquals(photo + ".panoptic.png", annotation.get("file_name").asString());
        assertEquals(json.get("images").get(0).get("id"), annotation.get("image_id"));
        final Map<Integer, JsonNode> categories = new HashMap<>();
        json.get("categories").forEach(c -> categories.put(c.get("id").asInt(), c));
        final JsonNode segments = annotation.get("segments_info");
        assertEquals(found.size(), segments.size(), "segments in PNG and JSON");
        for (final JsonNode segment : segments) {
            final int[] s = found.get(segment.get("id").asInt());
            assertTrue(s != null, "segment " + segment + " has no pixels");
            assertEquals(s[0], segment.get("area").asInt(), "area of " + segment);
            assertEquals("[" + s[1] + "," + s[2] + "," + (s[3] - s[1] + 1) + "," + (s[4] - s[2] + 1) + "]", segment.get("bbox").toString());
            assertEquals(0, segment.get("iscrowd").asInt());
            assertTrue(categories.containsKey(segment.get("category_id").asInt()), "category of " + segment);
        }
    }

    private void requireInstances(String photo, int width, int height) throws IOException {
        final JsonNode list = JsonMapper.shared().readTree(Files.readString(folder.resolve(photo + ".instances.json")));
        assertTrue(list.isArray() && !list.isEmpty(), "instances");
        double last = 1;
        for (final JsonNode instance : list) {
            assertEquals("[" + height + "," + width + "]", instance.get("segmentation").get("size").toString());
            assertTrue(instance.get("score").asDouble() <= last, "scores fall");
            last = instance.get("score").asDouble();
            assertEquals(4, instance.get("bbox").size());
        }
    }
}
