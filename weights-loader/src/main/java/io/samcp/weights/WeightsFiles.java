package io.samcp.weights;

import io.samcp.weights.pytorch.PyTorchFile;
import io.samcp.weights.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens weights files. */
public final class WeightsFiles {

    private static final int SNIFFED = 16;
    private static final int HEADER_BEGIN = 8;

    private WeightsFiles() {}

    /**
     * Opens a file; its first bytes decide the format.
     *
     * @throws WeightFormatException if it is missing, or not what its format promises
     */
    public static WeightsFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw WeightFormatException.of(file, "file", "a weights file", Files.exists(file) ? "a directory" : "nothing");
        }
        final byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SNIFFED);
        } catch (IOException e) {
            throw new WeightFormatException(file + ": cannot be read: " + e, e);
        }
        // first, as the length of a safetensors header may look like the beginning of a pickle
        if (head.length > HEADER_BEGIN && head[HEADER_BEGIN] == '{') {
            return SafetensorsFile.open(file);
        }
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return PyTorchFile.openZip(file);
        }
        if (head.length >= 2 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5) {
            return PyTorchFile.openLegacy(file);
        }
        return SafetensorsFile.open(file);
    }

    /**
     * Several files as one; of equal names the later file's tensor counts, and its metadata. Closing it closes all.
     *
     * @param files at least one
     */
    public static WeightsFile overlay(List<WeightsFile> files) {
        return files.size() == 1 ? files.getFirst() : new OverlayWeights(files);
    }
}
