package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files of the shipped golden archive. */
public final class GoldenZip {

    private GoldenZip() {}

    /** Unpacks one file into a folder. */
    public static Path unpack(String name, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(Path.of(System.getProperty("samcp.root")).resolve("golden/golden.zip").toFile())) {
            final ZipEntry entry = zip.getEntry(name);
            assertNotNull(entry, name + " in golden.zip");
            final Path file = folder.resolve(name);
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, file);
            }
            return file;
        }
    }
}
