package io.samcp.runtime.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembled kernels on disk, one file each: the SHA-256 of the image, then the image. Its name tells driver, architecture and the digest
 * of the PTX. A file that is damaged counts as not there; a folder that cannot be written is only logged.
 */
final class CubinCache {

    private static final Logger LOG = LoggerFactory.getLogger(CubinCache.class);

    private final Optional<Path> folder;
    private final String suffix;

    CubinCache(Optional<Path> folder, int driverVersion, String architecture) {
        this.folder = folder;
        this.suffix = "." + architecture + "." + driverVersion + ".cubin";
    }

    /** The image that was kept for this text. */
    Optional<byte[]> find(String ptx) {
        return folder.flatMap(f -> read(file(f, ptx)));
    }

    /** Keeps an image. */
    void keep(String ptx, byte[] image) {
        folder.ifPresent(f -> write(file(f, ptx), image));
    }

    /** Removes an image the device does not accept. */
    void forget(String ptx) {
        folder.ifPresent(f -> {
            try {
                Files.deleteIfExists(file(f, ptx));
            } catch (IOException e) {
                LOG.warn("cannot remove {}: {}", file(f, ptx), e.toString());
            }
        });
    }

    private Path file(Path in, String ptx) {
        return in.resolve(HexFormat.of().formatHex(sha256(ptx.getBytes(StandardCharsets.UTF_8))) + suffix);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            final byte[] all = Files.readAllBytes(file);
            final int digest = sha256().getDigestLength();
            if (all.length > digest) {
                final byte[] image = Arrays.copyOfRange(all, digest, all.length);
                if (Arrays.equals(sha256(image), Arrays.copyOf(all, digest))) {
                    return Optional.of(image);
                }
            }
            LOG.warn("{} is damaged and will be made anew", file);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private static void write(Path file, byte[] image) {
        Path temporary = null;
        try {
            Files.createDirectories(file.getParent());
            temporary = Files.createTempFile(file.getParent(), "making", ".tmp");
            final byte[] digest = sha256(image);
            final byte[] all = Arrays.copyOf(digest, digest.length + image.length);
            System.arraycopy(image, 0, all, digest.length, image.length);
            Files.write(temporary, all);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("cannot keep {}: {}; it will be made again next time", file, e.toString());
            remove(temporary);
        }
    }

    private static void remove(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                LOG.debug("cannot remove {}: {}", temporary, e.toString());
            }
        }
    }

    private static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
