package io.samcp.app.verify;

import io.samcp.layers.inference.Batching;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RoiMasks;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.layers.model.FeatureLevels;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ClassText;
import io.samcp.weights.ModelConfiguration;
import io.samcp.weights.formula.FormulaMaps;
import io.samcp.weights.formula.FormulaModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what a case feeds the network with. */
final class CaseInput {

    private static final int CHANNELS = 3;

    private final GoldenFile file;
    private final ModelConfiguration config;

    private final Batching batching;

    /** @param batching alone, or as an image of a padded batch */
    CaseInput(GoldenFile file, ModelConfiguration config, Batching batching) {
        this.file = file;
        this.config = config;
        this.batching = batching;
    }

    /** The request: network image or feature levels, given boxes and 7x7 masks. */
    NetworkInput network() {
        final int height = size("img_shape", 0);
        final int width = size("img_shape", 1);
        return new NetworkInput(source(height, width), new NetworkSize(width, height, factor(0), factor(1)), patches(true), batching);
    }

    /** Patches with or without the given 7x7 masks. */
    PatchTable patches(boolean givenMasks) {
        final int height = size("ori_shape", 0);
        final int width = size("ori_shape", 1);
        final int count = file.shape("in.boxes")[0];
        final Optional<RoiMasks> masks = givenMasks ? Optional.of(new RoiMasks(count, bytes(file.ints("in.mask7")))) : Optional.empty();
        return new PatchTable(width, height, count, file.floats("in.boxes"), file.floats("in.boxes_ori"),
                planes(file.ints("in.mask_rle_counts"), file.ints("in.mask_rle_offsets"), width, height), masks);
    }

    /** Bit-planes of run lengths that lie one after the other. */
    static int[] planes(int[] counts, int[] offsets, int width, int height) {
        final int words = BitPlane.wordsPerPlane(width, height);
        final int[] planes = new int[(offsets.length - 1) * words];
        for (int n = 0; n + 1 < offsets.length; n++) {
            new RunLengthMask(width, height, Arrays.copyOfRange(counts, offsets[n], offsets[n + 1])).writeTo(planes, n * words);
        }
        return planes;
    }

    /** Class rows {@code [C, E]}. */
    HostTensor classText() {
        return ClassText.concatenate(thingsText(), stuffText(), config.numClasses());
    }

    /** Stuff rows {@code [S, E]}. */
    HostTensor stuffText() {
        return isFormula("text") ? new FormulaModel().stuffText() : file.tensor("in.text_stuff");
    }

    private HostTensor thingsText() {
        return isFormula("text")
                ? new FormulaModel().thingsText(Integer.parseInt(file.text("text_things_rows").orElse("80")))
                : file.tensor("in.text_things");
    }

    private NetworkInput.Source source(int height, int width) {
        if (isFormula("features")) {
            final Map<String, Integer> sizes = FeatureLevels.sizes(height, width);
            final List<HostTensor> levels = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                final int h = sizes.get(FeatureLevels.height(i));
                final int w = sizes.get(FeatureLevels.width(i));
                levels.add(HostTensor.ofFloats(TensorShape.of(h, w, config.embedDims()),
                        FormulaMaps.features(i + 2, h, w, config.embedDims())));
            }
            return new NetworkInput.Source.Features(levels);
        }
        return new NetworkInput.Source.Image(
                new RgbImage(width, height, isFormula("image") ? FormulaMaps.image(height, width) : enlarged(height, width)));
    }

    /** Every value of the base repeated cell x cell, cut to the image's size. */
    private byte[] enlarged(int height, int width) {
        final int cell = Integer.parseInt(file.text("cell").orElse("1"));
        final int[] base = file.ints("in.image_base");
        final int[] shape = file.shape("in.image_base");
        final byte[] rgb = new byte[CHANNELS * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    rgb[(y * width + x) * CHANNELS + c] = (byte) base[(c * shape[1] + y / cell) * shape[2] + x / cell];
                }
            }
        }
        return rgb;
    }

    private boolean isFormula(String key) {
        return file.text(key).filter("formula"::equals).isPresent();
    }

    private int size(String key, int i) {
        return first(file.json(key)).get(i).asInt();
    }

    private float factor(int i) {
        return (float) first(file.json("scale_factor")).get(i).asDouble();
    }

    /** Lists of the first image, or the list itself. */
    private static JsonNode first(JsonNode node) {
        return node.get(0).isArray() ? node.get(0) : node;
    }

    private static byte[] bytes(int[] values) {
        final byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
