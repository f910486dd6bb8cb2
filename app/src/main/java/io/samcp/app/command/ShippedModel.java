package io.samcp.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The tiny model that comes with the program. */
public final class ShippedModel {

    /** What people should know before they trust it. */
    public static final String NOTE = "the shipped tiny model: trained on drawn scenes only (person, car, tree, house, boat, balloon; sky, grass, "
            + "water, sand, road, wall); on photographs its answers mean nothing";

    private static final String RESOURCE = "/io/samcp/app/model/samcp-tiny-scenes.safetensors";

    private ShippedModel() {}

    /**
     * Its weights file; if the program runs from a jar, a copy that is deleted at the end.
     *
     * @throws UncheckedIOException if the copy cannot be written
     */
    public static Path file() {
        final URI resource = URI.create(ShippedModel.class.getResource(RESOURCE).toString());
        if ("file".equals(resource.getScheme())) {
            return Path.of(resource);
        }
        try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
            final Path copy = Files.createTempFile("samcp-tiny-scenes", ".safetensors");
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model cannot be copied to a temporary file: " + e.getMessage(), e);
        }
    }
}
