package io.samcp.app.scenes;

import io.samcp.app.image.ImageReader;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticFormatException;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.patches.SamJsonReader;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RoiMasks;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.Vocabulary;
import io.samcp.weights.WeightFormatException;
import io.samcp.weights.WeightsFile;
import io.samcp.weights.WeightsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of scenes.
 *
 * @param path the folder
 * @param truth its {@code panoptic.json}
 * @param expected {@code expected/panoptic.json}, if it is there
 */
public record SceneFolder(Path path, PanopticFile truth, Optional<PanopticFile> expected) {

    private static final String PANOPTIC = "panoptic.json";
    private static final String EXPECTED = "expected";
    private static final String WEIGHTS = ".safetensors";
    private static final String ROI_MASKS = "roi_masks";

    /**
     * Opens a folder.
     *
     * @throws PanopticFormatException if it has no usable {@code panoptic.json}, or that lists no images
     */
    public static SceneFolder open(Path path) {
        final PanopticFile truth = PanopticFile.read(path.resolve(PANOPTIC));
        if (truth.images().isEmpty()) {
            throw new PanopticFormatException(truth.path() + ": images: expected at least one image, found none");
        }
        final Path expected = path.resolve(EXPECTED).resolve(PANOPTIC);
        return new SceneFolder(path, truth, Files.exists(expected) ? Optional.of(PanopticFile.read(expected)) : Optional.empty());
    }

    /** The images, in the folder's order. */
    public List<PanopticFile.Image> images() {
        return truth.images();
    }

    /** The classes of the truth. */
    public Vocabulary categories() {
        return truth.categories();
    }

    /**
     * Loads one image with its patches and truth.
     *
     * @throws RuntimeException of the reader that found a file missing or wrong
     */
    public Scene load(PanopticFile.Image image) {
        final RgbImage pixels = new ImageReader().read(path.resolve(image.fileName()));
        final PanopticMap map = truth.map(image.id());
        if (map.width() != pixels.width() || map.height() != pixels.height()) {
            throw new PanopticFormatException(
                    truth.path() + ": image " + image.id() + ": the image is " + pixels.width() + "x" + pixels.height()
                            + ", its map is " + map.width() + "x" + map.height());
        }
        final String name = name(image);
        return new Scene(image.id(), name, pixels,
                SamJsonReader.read(path.resolve(name + ".patches.json"), pixels.width(), pixels.height()), map);
    }

    /**
     * The 7x7 patch masks stored for an image in {@code expected/}.
     *
     * @throws WeightFormatException if there are none, or they do not fit
     */
    public RoiMasks storedMasks(PanopticFile.Image image, int patches) {
        final Path file = path.resolve(EXPECTED).resolve(name(image) + ".expected" + WEIGHTS);
        try (WeightsFile tensors = WeightsFiles.open(file)) {
            final HostTensor masks = tensors.tensor(ROI_MASKS);
            final float[] cells = masks.toFloats();
            if (cells.length != patches * RoiMasks.CELLS) {
                throw WeightFormatException.of(file, "tensor " + ROI_MASKS, "[" + patches + ", 7, 7]", masks.shape().toString());
            }
            final byte[] bytes = new byte[cells.length];
            for (int i = 0; i < cells.length; i++) {
                bytes[i] = (byte) cells[i];
            }
            return new RoiMasks(patches, bytes);
        }
    }

    /**
     * The folder's own weights: the one {@code *.safetensors} in it.
     *
     * @return nothing if there is none, or more than one
     * @throws PanopticFormatException if the folder cannot be listed
     */
    public Optional<Path> weights() {
        try (Stream<Path> files = Files.list(path)) {
            final List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(WEIGHTS)).toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (IOException e) {
            throw new PanopticFormatException(path + ": cannot be listed: " + e, e);
        }
    }

    private static String name(PanopticFile.Image image) {
        final int dot = image.fileName().lastIndexOf('.');
        return dot > 0 ? image.fileName().substring(0, dot) : image.fileName();
    }
}
