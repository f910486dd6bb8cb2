package io.samcp.weights.safetensors;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.FileDigest;
import io.samcp.weights.TensorInfo;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A safetensors file, memory-mapped: tensors are views of the file. */
public final class SafetensorsFile implements WeightsFile {

    /** Longest header accepted unless told otherwise, in bytes; the limit of the reference implementation. */
    public static final long DEFAULT_MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    private final Path path;
    private final Arena arena;
    private final MemorySegment data;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(Path path, Arena arena, MemorySegment data, SafetensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.data = data;
        this.header = header;
        final Map<String, TensorInfo> infos = new LinkedHashMap<>();
        header.entries().forEach((name, e) -> infos.put(name, new TensorInfo(e.type().name(), e.shape(), e.end() - e.begin())));
        this.tensors = Collections.unmodifiableMap(infos);
    }

    /**
     * Opens and checks a file.
     *
     * @throws WeightFormatException if it is not safetensors, or its header does not describe its data exactly
     */
    public static SafetensorsFile open(Path file) {
        return open(file, DEFAULT_MAX_HEADER_BYTES);
    }

    /**
     * Opens and checks a file.
     *
     * @param maxHeaderBytes longest header accepted
     * @throws WeightFormatException if it is not safetensors, or its header does not describe its data exactly
     */
    public static SafetensorsFile open(Path file, long maxHeaderBytes) {
        final Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return parse(file, arena, all, maxHeaderBytes);
        } catch (IOException e) {
            arena.close();
            throw new WeightFormatException(file + ": cannot be read: " + e, e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static SafetensorsFile parse(Path file, Arena arena, MemorySegment all, long maxHeaderBytes) {
        if (all.byteSize() < LENGTH_BYTES + 2) {
            throw WeightFormatException.of(file, "file", "a safetensors file of at least 10 bytes", all.byteSize() + " bytes");
        }
        final long length = all.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        if (length < 2 || length > all.byteSize() - LENGTH_BYTES || length > maxHeaderBytes) {
            throw WeightFormatException.of(file, "header length",
                    "2.." + Math.min(maxHeaderBytes, all.byteSize() - LENGTH_BYTES) + " (limit " + maxHeaderBytes + ", file of "
                            + all.byteSize() + " bytes)",
                    Long.toUnsignedString(length));
        }
        final byte[] json = all.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        if (json[0] != '{') {
            throw WeightFormatException.of(file, "header", "JSON that begins with '{'", "byte " + (json[0] & 0xFF));
        }
        final MemorySegment data = all.asSlice(LENGTH_BYTES + length);
        return new SafetensorsFile(file, arena, data, SafetensorsHeader.parse(file, json, data.byteSize()));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public HostTensor tensor(String name) {
        if (!arena.scope().isAlive()) {
            throw new IllegalStateException(path + " is closed");
        }
        final SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw WeightFormatException.of(path, "tensor " + name, "it to be there", "nothing");
        }
        final ElementType type = entry.type().host()
                .orElseThrow(() -> WeightFormatException.of(path, "tensor " + name, "a supported element type", entry.type().name()));
        return new HostTensor(type, entry.shape(), data.asSlice(entry.begin(), entry.end() - entry.begin()));
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public String digest() {
        return FileDigest.of(path);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
