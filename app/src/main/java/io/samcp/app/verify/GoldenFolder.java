package io.samcp.app.verify;

import io.samcp.weights.WeightFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A folder of golden files, or a zip file of one, which is unpacked to a temporary folder and removed afterwards. */
public final class GoldenFolder implements AutoCloseable {

    private static final String EXTENSION = ".safetensors";

    private final Path folder;
    private final boolean temporary;

    private GoldenFolder(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Opens a folder or a zip file.
     *
     * @throws WeightFormatException if it is neither, or cannot be unpacked
     */
    public static GoldenFolder open(Path path) {
        if (Files.isDirectory(path)) {
            return new GoldenFolder(path, false);
        }
        if (!Files.isRegularFile(path)) {
            throw WeightFormatException.of(path, "golden results", "a folder or a zip file", "nothing");
        }
        try {
            final GoldenFolder opened = new GoldenFolder(Files.createTempDirectory("samcp-golden"), true);
            try (ZipFile zip = new ZipFile(path.toFile())) {
                for (final ZipEntry entry : Collections.list(zip.entries())) {
                    opened.unpack(zip, entry);
                }
                return opened;
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        } catch (IOException e) {
            throw new WeightFormatException(path + ": expected a zip file of golden results, found: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return folder;
    }

    /** Files called {@code case_*}, by name. */
    List<Path> cases() {
        return list(folder, "case_");
    }

    /** Files of the folder {@code kernels}, by name. */
    List<Path> kernels() {
        final Path kernels = folder.resolve("kernels");
        return Files.isDirectory(kernels) ? list(kernels, "") : List.of();
    }

    private static List<Path> list(Path where, String prefix) {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix) && f.getFileName().toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WeightFormatException(where + ": cannot be listed: " + e, e);
        }
    }

    private void unpack(ZipFile zip, ZipEntry entry) throws IOException {
        final Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry " + entry.getName() + " lies outside the folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    @Override
    public void close() {
        if (!temporary || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new WeightFormatException(folder + ": cannot be removed: " + e, e);
        }
    }
}
