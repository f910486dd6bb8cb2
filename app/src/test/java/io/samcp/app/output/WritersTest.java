package io.samcp.app.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.app.metrics.RecordedInstances;
import io.samcp.app.metrics.ScoredMask;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.result.Box;
import io.samcp.layers.result.Instance;
import io.samcp.layers.result.LabelMap;
import io.samcp.weights.Vocabulary;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WritersTest {

    private static final Vocabulary VOCABULARY = Vocabulary.ofNames(List.of("cat", "lawn"), 1);

    @TempDir
    Path folder;

    @Test
    void writesPanopticFilesThatReadBackTheSame() throws IOException {
        final Map<Integer, PanopticMap.Meaning> meanings = new LinkedHashMap<>();
        meanings.put(1, new PanopticMap.Meaning(1, OptionalDouble.of(0.75)));
        meanings.put(300, new PanopticMap.Meaning(2, OptionalDouble.of(0.5)));
        meanings.put(70_000, new PanopticMap.Meaning(1, OptionalDouble.empty()));
        final PanopticMap map = PanopticMap.of(3, 2, new int[]{1, 300, 0, 1, 300, 70_000}, meanings);
        CocoPanopticWriter.write(folder, "p.json", List.of(new CocoPanopticWriter.Result(42, "a.jpg", "a.png", map)), VOCABULARY);
        final PanopticFile file = PanopticFile.read(folder.resolve("p.json"));
        assertEquals(List.of(new PanopticFile.Image(42, "a.jpg", 3, 2)), file.images());
        assertEquals(VOCABULARY, file.categories());
        assertArrayEquals(map.ids(), file.map(42).ids());
        assertEquals(map.segments(), file.map(42).segments());
        final JsonNode segment = JsonMapper.shared().readTree(Files.readString(folder.resolve("p.json"))).get("annotations").get(0)
                .get("segments_info")
                .get(1);
        assertEquals("{\"id\":300,\"category_id\":2,\"area\":2,\"bbox\":[1,0,1,2],\"iscrowd\":0,\"score\":0.5}", segment.toString());
    }

    @Test
    void writesInstancesAboveTheLeastScore() throws IOException {
        final BitPlane mask = new BitPlane(3, 2, new int[]{0b110, 0b010});
        final BitPlane empty = new BitPlane(3, 2, new int[2]);
        final List<Instance> instances = List.of(new Instance(0, 0.75f, 3, new BitSet(), new Box(1, 0, 2, 1), 3, mask),
                new Instance(0, 0.25f, 4, new BitSet(), new Box(0, 0, 1, 1), 0, empty));
        final Path file = folder.resolve("i.json");
        InstancesWriter.write(file, 7, instances, VOCABULARY, 0);
        final List<ScoredMask> all = RecordedInstances.of(file, 7);
        assertEquals(2, all.size());
        assertArrayEquals(mask.words(), all.getFirst().mask().words());
        assertEquals(0.75, all.getFirst().score());
        final JsonNode box = JsonMapper.shared().readTree(Files.readString(file)).get(0).get("bbox");
        assertEquals("[1.0,0.0,1.0,1.0]", box.toString());
        InstancesWriter.write(file, 7, instances, VOCABULARY, 0.5);
        assertEquals(1, RecordedInstances.of(file, 7).size());
    }

    @Test
    void writesClassIndicesIntoAPalette() throws IOException {
        final Path file = folder.resolve("s.png");
        WholeFile.writePng(file, PngPictures.semantic(new LabelMap(3, 1, 2, new int[]{0, 1, 2}), VOCABULARY));
        final BufferedImage picture = ImageIO.read(file.toFile());
        assertArrayEquals(new int[]{0, 1, 2}, picture.getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null));
        final IndexColorModel palette = (IndexColorModel) picture.getColorModel();
        assertEquals(VOCABULARY.get(1).rgb(), palette.getRGB(1) & 0xFFFFFF);
        assertEquals(0, palette.getRGB(2) & 0xFFFFFF);
    }

    @Test
    void writesManyClassesInSixteenBits() throws IOException {
        final Vocabulary many = Vocabulary.ofNames(Collections.nCopies(300, "x"), 300);
        final Path file = folder.resolve("s.png");
        WholeFile.writePng(file, PngPictures.semantic(new LabelMap(2, 1, 300, new int[]{299, 300}), many));
        assertArrayEquals(new int[]{299, 300}, ImageIO.read(file.toFile()).getRaster().getSamples(0, 0, 2, 1, 0, (int[]) null));
    }
}
