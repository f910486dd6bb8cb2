package io.samcp.app.ptx;

import io.samcp.app.output.WholeFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files whose bytes are a buffer's. */
public final class BufferFile {

    /** Bytes written at a time. */
    private static final long PIECE = 1 << 20;

    private BufferFile() {}

    /**
     * The bytes of a file.
     *
     * @param arena how long they are needed
     * @throws PtxInputException if it cannot be read
     */
    public static MemorySegment read(String where, Path file, Arena arena) {
        if (!Files.isRegularFile(file)) {
            throw new PtxInputException(
                    where + ": " + file + ": expected a file, found " + (Files.exists(file) ? "something else" : "nothing"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new PtxInputException(where + ": " + file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes bytes to a file.
     *
     * @throws io.samcp.app.output.OutputException if that is not possible
     */
    public static void write(Path file, MemorySegment bytes) {
        WholeFile.write(file, out -> {
            final WritableByteChannel channel = Channels.newChannel(out);
            for (long at = 0; at < bytes.byteSize(); at += PIECE) {
                channel.write(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
            }
        });
    }
}
