package io.samcp.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        final Path file = folder.resolve("a.txt");
        WholeFile.write(file, "one");
        WholeFile.write(file, "two");
        assertEquals("two", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void leavesTheOldFileAndNothingElseIfWritingFails() throws IOException {
        final Path file = folder.resolve("a.txt");
        WholeFile.write(file, "old");
        final OutputException e = assertThrows(OutputException.class, () -> WholeFile.write(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("disk full");
        }));
        assertTrue(e.getMessage().startsWith(file + ": cannot be written: disk full"), e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void givesNewFilesTheUsualRights() throws IOException {
        final Path plain = Files.writeString(folder.resolve("plain"), "x");
        final Path file = folder.resolve("a.txt");
        WholeFile.write(file, "x");
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
    }

    @Test
    void saysWhatCannotBeWritten() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "x");
        assertTrue(assertThrows(OutputException.class, () -> WholeFile.directory(file)).getMessage().contains("found a file"));
        assertThrows(OutputException.class, () -> WholeFile.directory(file.resolve("below")));
        assertTrue(assertThrows(OutputException.class, () -> WholeFile.write(folder, "x")).getMessage().contains("found a directory"));
        assertThrows(OutputException.class, () -> WholeFile.directory(Path.of("/proc/nothing")));
    }
}
