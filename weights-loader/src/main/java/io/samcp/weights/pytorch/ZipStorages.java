package io.samcp.weights.pytorch;

import io.samcp.weights.WeightFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Storages of the zip format: {@code PREFIX/data/KEY} beside {@code PREFIX/data.pkl}. */
final class ZipStorages implements Storages {

    private static final String PICKLE = "/data.pkl";
    private static final int MAX_PICKLE_BYTES = 1 << 28;

    private final Path path;
    private final ZipFile zip;
    private final String prefix;

    private ZipStorages(Path path, ZipFile zip, String prefix) {
        this.path = path;
        this.zip = zip;
        this.prefix = prefix;
    }

    static ZipStorages open(Path path) {
        ZipFile zip = null;
        try {
            zip = new ZipFile(path.toFile());
            final ZipEntry pickle = zip.stream().filter(e -> e.getName().endsWith(PICKLE) || e.getName().equals(PICKLE.substring(1)))
                    .findFirst().orElse(null);
            if (pickle == null) {
                throw WeightFormatException.of(path, "zip file", "an entry data.pkl, as PyTorch writes", "none");
            }
            final String name = pickle.getName();
            final ZipStorages storages = new ZipStorages(path, zip, name.substring(0, Math.max(0, name.length() - PICKLE.length() + 1)));
            storages.requireLittleEndian();
            return storages;
        } catch (IOException e) {
            closeQuietly(zip, e);
            throw new WeightFormatException(path + ": expected a zip file, found: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(zip, e);
            throw e;
        }
    }

    MemorySegment pickle() {
        return MemorySegment.ofArray(read("data.pkl", -1));
    }

    @Override
    public void require(StorageReference storage) {
        entry("data/" + storage.key(), byteSize(storage));
    }

    @Override
    public MemorySegment bytes(StorageReference storage) {
        return MemorySegment.ofArray(read("data/" + storage.key(), byteSize(storage)));
    }

    private static long byteSize(StorageReference storage) {
        return Math.multiplyExact(storage.elements(), (long) storage.element().bytes());
    }

    private void requireLittleEndian() {
        final ZipEntry entry = zip.getEntry(prefix + "byteorder");
        if (entry != null) {
            final String order = new String(read("byteorder", -1), StandardCharsets.US_ASCII).strip();
            if (!order.equals("little")) {
                throw WeightFormatException.of(path, "byteorder", "little", order);
            }
        }
    }

    /**
     * An entry whose size is known beforehand, or (-1) a small one. PyTorch stores entries without compression, so no size can exceed that
     * of the file.
     */
    private ZipEntry entry(String name, long expected) {
        final ZipEntry entry = zip.getEntry(prefix + name);
        if (entry == null) {
            throw WeightFormatException.of(path, prefix + name, "an entry of the zip file", "nothing");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getCompressedSize() != entry.getSize()) {
            throw WeightFormatException.of(path, prefix + name, "an uncompressed entry, as PyTorch writes", "a compressed one");
        }
        final long limit = expected < 0 ? MAX_PICKLE_BYTES : expected;
        if (entry.getSize() > limit || expected >= 0 && entry.getSize() != expected || limit > Integer.MAX_VALUE - 8) {
            throw WeightFormatException.of(path, prefix + name, expected < 0 ? "at most " + limit + " bytes" : expected + " bytes",
                    entry.getSize() + " bytes");
        }
        return entry;
    }

    private byte[] read(String name, long expected) {
        final ZipEntry entry = entry(name, expected);
        try (InputStream in = zip.getInputStream(entry)) {
            final byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize() || in.read() >= 0) {
                throw WeightFormatException.of(path, prefix + name, entry.getSize() + " bytes", "another number");
            }
            return bytes;
        } catch (IOException e) {
            throw new WeightFormatException(path + ": " + prefix + name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(ZipFile zip, Exception reason) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new WeightFormatException(path + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
