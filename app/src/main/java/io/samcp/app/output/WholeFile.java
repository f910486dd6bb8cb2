package io.samcp.app.output;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** Writes files that appear whole or not at all. */
public final class WholeFile {

    static {
        ImageIO.setUseCache(false);
    }

    private WholeFile() {}

    /** Puts a file's bytes into a stream, which it must not close. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes a directory and those above it.
     *
     * @throws OutputException if it cannot be made or written to
     */
    public static Path directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new OutputException(e.getFile() + ": expected a directory, found a file", e);
        } catch (AccessDeniedException e) {
            throw new OutputException(directory + ": cannot be made: permission denied at " + e.getFile(), e);
        } catch (IOException e) {
            throw new OutputException(directory + ": cannot be made: " + e.getMessage(), e);
        }
        if (!Files.isWritable(directory)) {
            throw new OutputException(directory + ": cannot be written to: permission denied");
        }
        return directory;
    }

    /**
     * Writes a file; an older one of this name is replaced.
     *
     * @throws OutputException if that is not possible; the older file is then still there
     */
    public static void write(Path target, Content content) {
        if (Files.isDirectory(target)) {
            throw new OutputException(target + ": expected a file's name, found a directory");
        }
        final Path folder = directory(target.toAbsolutePath().getParent());
        Path temporary = null;
        try {
            temporary = Files.createTempFile(folder, "." + target.getFileName(), ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                content.writeTo(out);
            }
            moveIntoPlace(temporary, target);
            temporary = null;
        } catch (IOException e) {
            throw new OutputException(target + ": cannot be written: " + e.getMessage(), e);
        } finally {
            discard(temporary);
        }
    }

    /** Writes text in UTF-8. */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a picture as PNG. */
    public static void writePng(Path target, BufferedImage picture) {
        write(target, out -> {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IOException("no PNG writer takes this kind of picture");
            }
        });
    }

    /** Temporary files are private to their owner; results get the rights that any new file would have. */
    private static void moveIntoPlace(Path temporary, Path target) throws IOException {
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
            final Path probe = temporary.resolveSibling(temporary.getFileName() + ".rights");
            Files.createFile(probe);
            try {
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(probe));
            } finally {
                Files.delete(probe);
            }
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new OutputException(temporary + ": cannot be removed: " + e.getMessage(), e);
            }
        }
    }
}
