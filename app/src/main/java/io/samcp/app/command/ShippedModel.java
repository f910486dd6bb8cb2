package io.samcp.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/** The tiny model that comes with the program. */
public final class ShippedModel {

    /** What people should know before they trust it. */
    public static final String NOTE = "the shipped tiny model: trained on drawn scenes only (person, car, tree, house, boat, balloon; sky, grass, "
            + "water, sand, road, wall); on photographs its answers mean nothing";

    /** Compressed, because a clone should stay small. */
    private static final String RESOURCE = "/io/samcp/app/model/samcp-tiny-scenes.safetensors.gz";

    private ShippedModel() {}

    /**
     * Its weights in a temporary file, which is deleted at the end.
     *
     * @throws UncheckedIOException if that file cannot be written
     */
    public static Path file() {
        try (InputStream in = new GZIPInputStream(ShippedModel.class.getResourceAsStream(RESOURCE))) {
            final Path copy = Files.createTempFile("samcp-tiny-scenes", ".safetensors");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model cannot be copied to a temporary file: " + e.getMessage(), e);
        }
    }
}
