package io.samcp.bench.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of the docs are those of the kernels as they are. */
final class LadderFiguresTest {

    private static final Path DOCS = Path.of("../docs/kernels");

    /** But for the two ladders that take seconds to count. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"POOLING", "ROIALIGN"})
    void countsAreThoseOfTheDocs(Ladder ladder, @TempDir Path folder) throws IOException {
        LadderFigures.write(ladder, folder);
        final String table = ladder.file() + ".tsv";
        assertEquals(Files.readString(DOCS.resolve("figures").resolve(table)), Files.readString(folder.resolve(table)));
        assertArrayEquals(size(DOCS.resolve("figures"), ladder), size(folder, ladder), "width and height");
    }

    /** Every figure stands on the page of its family. */
    @ParameterizedTest
    @EnumSource
    void pagesShowTheirFigures(Ladder ladder) throws IOException {
        final String page = Files.readString(DOCS.resolve(ladder.file().replaceFirst("-.*", "") + ".md"));
        assertTrue(page.contains("(figures/" + ladder.file() + ".png)"), ladder.file());
    }

    private static int[] size(Path folder, Ladder ladder) throws IOException {
        final var image = ImageIO.read(folder.resolve(ladder.file() + ".png").toFile());
        return new int[]{image.getWidth(), image.getHeight()};
    }
}
