package io.samcp.weights.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the format, right or wrong, byte by byte. */
final class RawFile {

    private RawFile() {}

    static byte[] bytes(String header, int dataBytes) {
        return bytes(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    /** A header that claims another length than it has. */
    static byte[] bytes(long claimedLength, String header, int dataBytes) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, claimedLength).array());
        out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < dataBytes; i++) {
            out.write(i);
        }
        return out.toByteArray();
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("test.safetensors"), bytes);
    }
}
