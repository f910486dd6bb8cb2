package io.samcp.bench.gpu;

import io.samcp.app.verify.GoldenFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that travels.
 *
 * @param folder where it lies
 */
record Bundle(Path folder) {

    /** The tiny goldens, unpacked. */
    GoldenFolder goldens() {
        return GoldenFolder.open(folder.resolve("golden.zip"));
    }

    /** Digests of what the PTX engine computed. */
    Path bits() {
        return folder.resolve("bits.json");
    }

    /** Requests with the maps the engine makes of them. */
    List<Path> scenes() {
        return files(folder.resolve("scenes"), "scene_");
    }

    /** Cases of real size. */
    static List<Path> fullCases(GoldenFolder goldens) {
        return files(goldens.path().resolve("full"), "case_c");
    }

    private static List<Path> files(Path where, String prefix) {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
