package io.samcp.weights.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files around a pickle, as {@code torch.save} writes them. */
final class Checkpoints {

    private static final byte[] MAGIC = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");
    private static final byte[] PROTOCOL = HexFormat.of().parseHex("80024de9032e");

    private Checkpoints() {}

    /** Storage bytes that hold the floats {@code from, from + 1, ...}. */
    static byte[] ramp(int from, int count) {
        final ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(from + i);
        }
        return bytes.array();
    }

    static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        return zip(file, pickle, storages, ZipEntry.STORED, "little");
    }

    static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages, int method, String byteOrder) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "archive/data.pkl", pickle, method);
            entry(zip, "archive/byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII), method);
            for (final Map.Entry<String, byte[]> storage : storages.entrySet()) {
                entry(zip, "archive/data/" + storage.getKey(), storage.getValue(), method);
            }
            entry(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII), method);
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content, int method) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            final CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Storages of {@code elementBytes} each, in the order of the map. */
    static Path legacy(Path file, byte[] pickle, int elementBytes, Map<String, byte[]> storages) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(PROTOCOL);
        out.writeBytes(new PickleAssembler().emptyDictionary().mark().text("little_endian").op(0x88).setItems().stop());
        out.writeBytes(pickle);
        final PickleAssembler keys = new PickleAssembler().op(']').mark();
        storages.keySet().forEach(keys::text);
        out.writeBytes(keys.op('e').stop());
        storages.values().forEach(bytes -> {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes.length / elementBytes).array());
            out.writeBytes(bytes);
        });
        return Files.write(file, out.toByteArray());
    }
}
