package io.samcp.bench.gpu;

import io.samcp.app.scenes.Scene;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.safetensors.SafetensorsFile;
import io.samcp.weights.safetensors.SafetensorsWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scene as the suite carries it: no picture file, for the machine there has no image library, but the pixels themselves.
 *
 * @param name of the scene
 * @param image its pixels
 * @param patches its patches
 * @param map the panoptic map the PTX engine makes of it
 */
record SceneRequest(String name, RgbImage image, PatchSet patches, int[] map) {

    private static final int BOX = 4;

    static SceneRequest of(Scene scene, int[] map) {
        return new SceneRequest(scene.name(), scene.image(), scene.patches(), map);
    }

    /** Writes {@code scene_NAME.safetensors}. */
    void write(Path folder) {
        final List<Patch> list = patches.patches();
        final float[] boxes = new float[BOX * list.size()];
        final int[] offsets = new int[list.size() + 1];
        final List<int[]> runs = new ArrayList<>();
        for (int n = 0; n < list.size(); n++) {
            final Patch patch = list.get(n);
            final float[] box = {patch.x(), patch.y(), patch.w(), patch.h()};
            System.arraycopy(box, 0, boxes, BOX * n, BOX);
            runs.add(patch.mask().counts());
            offsets[n + 1] = offsets[n] + patch.mask().counts().length;
        }
        final int[] counts = runs.stream().flatMapToInt(Arrays::stream).toArray();
        final Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("image", new HostTensor(ElementType.U8, TensorShape.of(image.height(), image.width(), 3),
                MemorySegment.ofArray(image.rgb())));
        tensors.put("boxes", HostTensor.ofFloats(TensorShape.of(list.size(), BOX), boxes));
        tensors.put("offsets", HostTensor.ofInts(TensorShape.of(offsets.length), offsets));
        tensors.put("counts", HostTensor.ofInts(TensorShape.of(counts.length), counts));
        tensors.put("map", HostTensor.ofInts(TensorShape.of(image.height(), image.width()), map));
        final Map<String, SafetensorsWriter.Slot> slots = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> slots.put(key, new SafetensorsWriter.Slot(tensor.type(), tensor.shape())));
        SafetensorsWriter.write(folder.resolve("scene_" + name + ".safetensors"), slots, tensors::get, Map.of("name", name), written -> {});
    }

    static SceneRequest read(Path file) {
        try (SafetensorsFile in = SafetensorsFile.open(file)) {
            final HostTensor pixels = in.tensor("image");
            final int height = pixels.shape().dim(0);
            final int width = pixels.shape().dim(1);
            final float[] boxes = in.tensor("boxes").toFloats();
            final int[] offsets = in.tensor("offsets").toInts();
            final int[] counts = in.tensor("counts").toInts();
            final List<Patch> patches = new ArrayList<>();
            for (int n = 0; n + 1 < offsets.length; n++) {
                patches.add(new Patch(new RunLengthMask(width, height, Arrays.copyOfRange(counts, offsets[n], offsets[n + 1])),
                        boxes[BOX * n], boxes[BOX * n + 1], boxes[BOX * n + 2], boxes[BOX * n + 3]));
            }
            return new SceneRequest(in.metadata().get("name"),
                    new RgbImage(width, height, pixels.data().toArray(ValueLayout.JAVA_BYTE)), new PatchSet(width, height, patches),
                    in.tensor("map").toInts());
        }
    }
}
