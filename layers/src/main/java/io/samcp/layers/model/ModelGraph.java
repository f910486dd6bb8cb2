package io.samcp.layers.model;

import io.samcp.kernels.Precision;
import io.samcp.layers.model.tensorcore.TensorCores;
import io.samcp.layers.operation.ConcatRows;
import io.samcp.layers.operation.ImageNormalise;
import io.samcp.layers.operation.MaskCrop;
import io.samcp.layers.operation.PadImage;
import io.samcp.layers.operation.ReferencePoints;
import io.samcp.layers.operation.SemanticMask;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole of SAM-CP as one graph, from an image (or feature levels) and patches to instances and maps.
 *
 * <p>Inputs (some only for some {@link Variant}s): {@code image} U8, {@code image_record} and {@code request} (the request record),
 * {@code p2..p5}, {@code boxes} and {@code boxes_ori} F32 {@code [N, 4]}, {@code planes} (bit-planes of the patches), {@code roi_mask} U8
 * {@code [N, 49]}, {@code patch_padding} and {@code query_padding} words.
 */
public final class ModelGraph {

    /** Where the image's features come from. */
    public enum Entry {
        /** From the image through backbone and neck. */
        IMAGE,
        /** Feature levels p2..p5 are given. */
        FEATURES
    }

    /** Where the 7x7 patch masks come from. */
    public enum RoiMaskSource {
        /** Cropped on the device from the patch planes (SPEC 1.1). */
        CROP,
        /** Given. */
        GIVEN
    }

    /**
     * Which inputs a graph takes.
     *
     * @param entry image or features
     * @param roiMasks cropped or given
     * @param padded whether it follows the rules of a padded batch (SPEC 16)
     */
    public record Variant(Entry entry, RoiMaskSource roiMasks, boolean padded) {}

    /** Side of the RoI grid, squared. */
    public static final int ROI_BINS = 49;

    private static final int RECORD_WORDS = 16;
    private static final int BOX = 4;

    private ModelGraph() {}

    /**
     * A graph with products in a precision.
     *
     * @param graph in FP32; what its taps name is computed as it is named
     * @param fusion how far it is rewritten, where kernels suit the model
     */
    public static Graph in(Precision precision, Fusion fusion, ModelConfiguration config, Graph graph) {
        if (precision == Precision.FP32) {
            return TensorCores.fusedStages(config, graph);
        }
        final boolean suited = fusion != Fusion.NONE && TensorCores.suit(config, precision);
        return RoundedProducts.of(suited ? TensorCores.of(config, graph, precision, fusion) : graph, precision);
    }

    /** Builds the graph in FP32. */
    public static Graph of(ModelConfiguration config, ImageInput imageInput, Variant variant) {
        final GraphBuilder g = new GraphBuilder("samcp");
        final Value request = g.input("request", ElementType.S32, RECORD_WORDS);
        final Value boxes = g.input("boxes", ElementType.F32, Symbols.PATCHES, BOX);
        final Value planes = g.input("planes", ElementType.S32, Symbols.ALL_PLANES_WORDS);
        final Value patchPadding = g.input("patch_padding", ElementType.S32, Symbols.PATCH_WORDS);
        final Value queryPadding = g.input("query_padding", ElementType.S32, Symbols.QUERY_WORDS);

        final List<Value> levels = levels(g, config, imageInput, variant);
        final Value roiMask = roiMask(g, variant, request, planes);
        g.tap("in.mask7", roiMask);
        g.tap("patch.pad", patchPadding);

        final PatchTokens patchTokens = new PatchTokens(g, config, levels, variant.padded());
        final Value tokens = patchTokens.tokens(boxes, roiMask);
        final Value normalised = patchTokens.normalisedBoxes(boxes);
        final PatchEncoder.Result patches = new PatchEncoder(g, config).apply(tokens, patchTokens.positions(normalised), patchPadding);

        final Value query = g.apply("query", new ConcatRows(), g.parameter(TextEncoder.SEMANTIC_QUERY), patches.patch());
        final Value reference = g.apply("reference", new ReferencePoints(), g.parameter(TextEncoder.SEMANTIC_REFERENCE), normalised);
        final Value selfBlocked = g.constant("self_blocked", dims -> SemanticMask.words(config.numStuff(), dims.get(Symbols.PATCHES)));
        g.tap("dec.in.query", query);
        g.tap("dec.in.ref_points", reference);
        g.tap("dec.in.self_blocked", selfBlocked);

        final Decoder.Result decoded = new Decoder(g, config, variant.padded()).apply(
                new Decoder.Inputs(query, reference, selfBlocked, queryPadding, patches, patchPadding, boxes, roiMask), patchTokens);
        final Value logits = Classifier.apply(g, config, decoded.hidden());
        Merging.apply(g, config, new Merging.Inputs(request, planes, boxes, logits, patchPadding, decoded.stage()),
                variant.padded());
        return g.build();
    }

    private static List<Value> levels(GraphBuilder g, ModelConfiguration config, ImageInput imageInput, Variant variant) {
        if (variant.entry() == Entry.IMAGE) {
            final Value image = g.input("image", ElementType.U8, Symbols.IMAGE_BYTES);
            final Value record = g.input("image_record", ElementType.S32, RECORD_WORDS);
            final Value network = g.apply("image", new ImageNormalise(imageInput.mean(), imageInput.std()), image, record);
            final Value entering = variant.padded() ? g.apply("image.padded", new PadImage(), network) : network;
            return new Neck(g, config).apply(new Backbone(g).apply(entering, config));
        }
        final List<Value> levels = new ArrayList<>();
        for (int i = 0; i < BOX; i++) {
            final Value level = g.residentInput("p" + (i + 2), ElementType.F32, FeatureLevels.height(i), FeatureLevels.width(i),
                    config.embedDims());
            g.tap("fpn.p" + (i + 2), level);
            levels.add(level);
        }
        return levels;
    }

    private static Value roiMask(GraphBuilder g, Variant variant, Value request, Value planes) {
        if (variant.roiMasks() == RoiMaskSource.GIVEN) {
            return g.input("roi_mask", ElementType.U8, Symbols.PATCHES, ROI_BINS);
        }
        final Value boxesOri = g.input("boxes_ori", ElementType.F32, Symbols.PATCHES, BOX);
        return g.apply("mask7", new MaskCrop(), planes, boxesOri, request);
    }
}
