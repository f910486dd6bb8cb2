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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs requests one after the other; made by {@link SamCp#openSession()}. It belongs to one thread at a time; only {@link #close()} may come
 * from another, and waits for the request that is under way.
 */
public final class Session implements AutoCloseable {

    private final Limits limits;
    private final Inference inference;
    private final ImageInput imageInput;
    private final Consumer<Session> onClose;
    private final ReentrantLock running = new ReentrantLock();

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
        final NetworkInput input = input(image, patches, roiMasks);
        running.lock();
        try {
            return inference.run(input);
        } finally {
            running.unlock();
        }
    }

    /**
     * Makes the plan that requests like this one use, so that the first of them does not wait for it.
     *
     * @throws PatchFormatException as {@link #segment(RgbImage, PatchSet)} would
     * @throws ImageFormatException as {@link #segment(RgbImage, PatchSet)} would
     */
    public void warmUp(RgbImage image, PatchSet patches) {
        limits.check(image, patches);
        if (patches.patches().isEmpty()) {
            return; // such requests need no plan
        }
        running.lock();
        try {
            inference.plan(input(image, patches, Optional.empty()));
        } finally {
            running.unlock();
        }
    }

    private NetworkInput input(RgbImage image, PatchSet patches, Optional<RoiMasks> roiMasks) {
        final NetworkSize size = NetworkSize.of(image.width(), image.height(), imageInput);
        return new NetworkInput(new NetworkInput.Source.Image(image), size, PatchTable.of(patches, size, roiMasks));
    }

    /** Waits for a request that is under way. Does nothing the second time. */
    @Override
    public void close() {
        running.lock();
        try {
            inference.close();
        } finally {
            running.unlock();
        }
        onClose.accept(this);
    }
}
