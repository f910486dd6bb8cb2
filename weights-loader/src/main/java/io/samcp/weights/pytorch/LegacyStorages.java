package io.samcp.weights.pytorch;

import io.samcp.weights.WeightFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;

/**
 * The format before PyTorch 1.6: pickles of a magic number, a protocol number, facts about the machine, the object and the list of storage
 * keys, then for each key its number of elements and its raw bytes. Memory-mapped.
 */
final class LegacyStorages implements Storages {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int PROTOCOL = 1001;

    private final Path path;
    private final Arena arena;
    private final MemorySegment file;
    private final Object root;
    private final Map<String, Long> positions = new HashMap<>();

    private LegacyStorages(Path path, Arena arena, MemorySegment file) throws IOException {
        this.path = path;
        this.arena = arena;
        this.file = file;
        final SegmentInput in = new SegmentInput(file);
        final Object magic = new ClosedUnpickler().read(in);
        if (!MAGIC.equals(magic)) {
            throw WeightFormatException.of(path, "magic number", "that of a PyTorch file", PickledObject.describe(magic));
        }
        final Object protocol = new ClosedUnpickler().read(in);
        if (!(protocol instanceof Number n) || n.intValue() != PROTOCOL) {
            throw WeightFormatException.of(path, "protocol", String.valueOf(PROTOCOL), PickledObject.describe(protocol));
        }
        final Object system = new ClosedUnpickler().read(in);
        if (system instanceof Map<?, ?> facts && Boolean.FALSE.equals(facts.get("little_endian"))) {
            throw WeightFormatException.of(path, "byte order", "little", "big");
        }
        final ClosedUnpickler unpickler = new ClosedUnpickler();
        root = unpickler.read(in);
        final Object keys = new ClosedUnpickler().read(in);
        if (!(keys instanceof List<?> list)) {
            throw WeightFormatException.of(path, "storage keys", "a list", PickledObject.describe(keys));
        }
        locate(list, unpickler.storages(), in.position());
    }

    /** Storage sizes are in elements; element sizes are known from the pickle alone. */
    private void locate(List<?> keys, Map<String, StorageReference> named, long start) {
        long at = start;
        for (final Object key : keys) {
            final StorageReference storage = key instanceof String text ? named.get(text) : null;
            if (storage == null) {
                throw WeightFormatException.of(path, "storage keys", "keys of storages that the pickle names", PickledObject.describe(key));
            }
            if (at > file.byteSize() - Long.BYTES) {
                throw WeightFormatException.of(path, "storage " + storage.key(), "its number of elements at byte " + at,
                        "the end of the file");
            }
            positions.put(storage.key(), at);
            final long elements = file.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
            final int size = storage.element().bytes();
            final long room = file.byteSize() - at - Long.BYTES;
            if (elements < 0 || elements > room / size) {
                throw WeightFormatException.of(path, "storage " + storage.key(),
                        "at most " + room / size + " elements (to the end of the file)",
                        String.valueOf(elements));
            }
            at += Long.BYTES + elements * size;
        }
    }

    static LegacyStorages open(Path path) {
        final Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new LegacyStorages(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | PickleException e) {
            arena.close();
            throw new WeightFormatException(path + ": expected a PyTorch checkpoint, found: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    Object root() {
        return root;
    }

    @Override
    public void require(StorageReference storage) {
        final Long at = positions.get(storage.key());
        if (at == null) {
            throw WeightFormatException.of(path, "storage " + storage.key(), "it to be in the file", "nothing");
        }
        final long elements = file.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        if (elements != storage.elements()) {
            throw WeightFormatException.of(path, "storage " + storage.key(), storage.elements() + " elements", String.valueOf(elements));
        }
    }

    @Override
    public MemorySegment bytes(StorageReference storage) {
        require(storage);
        return file.asSlice(positions.get(storage.key()) + Long.BYTES, storage.elements() * storage.element().bytes());
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
