package io.samcp.layers;

import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RoiMasks;
import io.samcp.layers.result.Segmentation;
import io.samcp.weights.ImageInput;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs requests of one thread; made by {@link SamCp#openSession()}. */
public final class Session implements AutoCloseable {

    private final Limits limits;
    private final Inference inference;
    private final ImageInput imageInput;
    private final Consumer<Session> onClose;

    Session(Limits limits, ImageInput imageInput, Inference inference, Consumer<Session> onClose) {
        this.limits = limits;
        this.imageInput = imageInput;
        this.inference = inference;
        this.onClose = onClose;
    }

    /**
     * Labels the patches of an image and merges them into instances and maps.
     *
     * @param image the image at its own size
     * @param patches its patches; none gives no instances and all-void maps (SPEC 17)
     * @throws PatchFormatException if the patches belong to another image size, or there are more than the limit
     * @throws ImageFormatException if the image is larger than the limit
     */
    public Segmentation segment(RgbImage image, PatchSet patches) {
        return segment(image, patches, Optional.empty());
    }

    /**
     * As {@link #segment(RgbImage, PatchSet)}, but with 7x7 patch masks that were made elsewhere.
     *
     * @param roiMasks one for each patch
     */
    public Segmentation segment(RgbImage image, PatchSet patches, RoiMasks roiMasks) {
        return segment(image, patches, Optional.of(roiMasks));
    }

    private Segmentation segment(RgbImage image, PatchSet patches, Optional<RoiMasks> roiMasks) {
        limits.check(image, patches);
        final NetworkSize size = NetworkSize.of(image.width(), image.height(), imageInput);
        return inference.run(new NetworkInput(new NetworkInput.Source.Image(image), size, PatchTable.of(patches, size, roiMasks)));
    }

    @Override
    public void close() {
        inference.close();
        onClose.accept(this);
    }
}
