package io.samcp.runtime.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CubinCacheTest {

    private static final byte[] IMAGE = {1, 2, 3, 4, 5};

    @TempDir
    private Path folder;

    private CubinCache cache(int driver, String architecture) {
        return new CubinCache(Optional.of(folder.resolve("deep/er")), driver, architecture);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void findsWhatItKept() throws IOException {
        cache(12060, "sm_90").keep("some ptx", IMAGE);
        assertArrayEquals(IMAGE, cache(12060, "sm_90").find("some ptx").orElseThrow());
        assertEquals(1, files().size(), "no temporary file stays: " + files());
    }

    @Test
    void anotherTextDriverOrArchitectureIsAnotherImage() {
        cache(12060, "sm_90").keep("some ptx", IMAGE);
        assertEquals(Optional.empty(), cache(12060, "sm_90").find("other ptx"));
        assertEquals(Optional.empty(), cache(12070, "sm_90").find("some ptx"));
        assertEquals(Optional.empty(), cache(12060, "sm_80").find("some ptx"));
    }

    @Test
    void damagedFilesCountAsMissing() throws IOException {
        cache(12060, "sm_90").keep("some ptx", IMAGE);
        final Path file = files().getFirst();
        final byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertEquals(Optional.empty(), cache(12060, "sm_90").find("some ptx"), "cut to " + cut);
        }
        final byte[] flipped = whole.clone();
        flipped[flipped.length - 1] ^= 1;
        Files.write(file, flipped);
        assertEquals(Optional.empty(), cache(12060, "sm_90").find("some ptx"));
    }

    @Test
    void forgetsAndReplaces() {
        final CubinCache cache = cache(12060, "sm_90");
        cache.keep("some ptx", IMAGE);
        cache.forget("some ptx");
        cache.forget("some ptx");
        assertEquals(Optional.empty(), cache.find("some ptx"));
        cache.keep("some ptx", IMAGE);
        cache.keep("some ptx", new byte[]{9});
        assertArrayEquals(new byte[]{9}, cache.find("some ptx").orElseThrow());
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNoHarm() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "not a folder");
        final CubinCache cache = new CubinCache(Optional.of(file), 12060, "sm_90");
        cache.keep("some ptx", IMAGE);
        assertEquals(Optional.empty(), cache.find("some ptx"));
        assertEquals(Optional.empty(), new CubinCache(Optional.empty(), 12060, "sm_90").find("some ptx"));
    }
}
