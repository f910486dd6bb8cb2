package io.samcp.weights.safetensors;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.WeightFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a safetensors file. The same content gives the same bytes. The file appears under its name only when it is complete.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final long CHUNK = 1L << 22;

    private SafetensorsWriter() {}

    /**
     * A tensor to come.
     *
     * @param type element type
     * @param shape sizes
     */
    public record Slot(ElementType type, TensorShape shape) {}

    /**
     * Writes tensors in order of their names.
     *
     * @param file target; replaced if it exists
     * @param slots what will be written
     * @param content gives each tensor when it is its turn
     * @param metadata text by key
     * @param written told the bytes written so far, now and then
     * @throws WeightFormatException if the file cannot be written; nothing is left behind
     */
    public static void write(Path file, Map<String, Slot> slots, Function<String, HostTensor> content, Map<String, String> metadata,
            LongConsumer written) {
        final Map<String, Slot> sorted = new TreeMap<>(slots);
        Path partial = null;
        try {
            final Path folder = file.toAbsolutePath().getParent();
            partial = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                final byte[] header = header(sorted, metadata);
                writeAll(channel, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
                writeAll(channel, ByteBuffer.wrap(header));
                for (final Map.Entry<String, Slot> slot : sorted.entrySet()) {
                    writeTensor(channel, slot.getKey(), slot.getValue(), content.apply(slot.getKey()));
                    written.accept(channel.position());
                }
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(partial, e);
            throw new WeightFormatException(file + ": cannot be written: " + e, e);
        } catch (RuntimeException e) {
            delete(partial, e);
            throw e;
        }
    }

    private static void writeTensor(FileChannel channel, String name, Slot slot, HostTensor tensor) throws IOException {
        if (tensor.type() != slot.type() || !tensor.shape().equals(slot.shape())) {
            throw new IllegalArgumentException("tensor " + name + ": announced " + slot + ", got " + tensor.type() + " " + tensor.shape());
        }
        final MemorySegment data = tensor.data();
        final ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, data.byteSize())));
        for (long at = 0; at < data.byteSize(); at += CHUNK) {
            final long size = Math.min(CHUNK, data.byteSize() - at);
            MemorySegment.ofArray(chunk.array()).copyFrom(data.asSlice(at, size));
            writeAll(channel, chunk.clear().limit((int) size));
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) {
                throw new IOException("the channel takes no more bytes");
            }
        }
    }

    private static byte[] header(Map<String, Slot> slots, Map<String, String> metadata) {
        final Map<String, Object> root = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            root.put("__metadata__", new TreeMap<>(metadata));
        }
        long at = 0;
        for (final Map.Entry<String, Slot> slot : slots.entrySet()) {
            final long end = Math.addExact(at,
                    Math.multiplyExact(slot.getValue().shape().elements(), (long) slot.getValue().type().bytes()));
            final Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", StoredType.of(slot.getValue().type()).name());
            entry.put("shape", slot.getValue().shape().dims());
            entry.put("data_offsets", List.of(at, end));
            root.put(slot.getKey(), entry);
            at = end;
        }
        final byte[] json = JsonMapper.shared().writeValueAsBytes(root);
        final StringBuilder padded = new StringBuilder(new String(json, StandardCharsets.UTF_8));
        // the data begins on a multiple of 8, so that mapped tensors are aligned
        padded.repeat(' ', Math.floorMod(-json.length, ALIGNMENT));
        return padded.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void delete(Path partial, Exception reason) {
        if (partial != null) {
            try {
                Files.deleteIfExists(partial);
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
