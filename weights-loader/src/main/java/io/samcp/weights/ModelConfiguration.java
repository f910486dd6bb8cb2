package io.samcp.weights;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sizes and switches of a SAM-CP model; travels as JSON (names in snake_case) in the metadata {@code config} of a weights file.
 *
 * @param bottleneck ResNet with bottleneck blocks; anything else is refused
 * @param stemChannels channels of the stem
 * @param baseChannels planes of the first stage; they double from stage to stage
 * @param stageBlocks blocks of the four stages
 * @param fpnGroups groups of the neck's group norms
 * @param fpnOuts levels the neck makes; inference reads four
 * @param embedDims D
 * @param numHeads h
 * @param encoderLayers layers of the patch encoder
 * @param decoderLayers layers of the affinity decoder, L
 * @param ffnDims hidden size of feed-forward blocks, F
 * @param posTemperature of the box encoding (SPEC 8)
 * @param roiSize side of the RoI grid, 7
 * @param roiStrides strides of p2..p5
 * @param finestScale box side below which p2 is taken, divided by 2 (SPEC 4)
 * @param samplingRatio samples per RoI bin and axis; 0: adaptive
 * @param roiMlpHidden hidden size of the RoI MLP
 * @param useMaskRoi whether RoI features are masked (SPEC 6)
 * @param useMaskRoiMean whether masked cells get the mean instead of zero
 * @param textDim E
 * @param numThings T
 * @param numStuff S
 * @param useDabQuerypos whether query positions follow the boxes of each stage (SPEC 11.0)
 * @param useAffinityRefine whether affinities accumulate over stages (SPEC 12.6)
 * @param useQueryPosAffinity whether the affinity sees query positions
 * @param useDca whether cross-attention is masked by the affinity (SPEC 13.2)
 * @param shareAffinity whether all stages share one affinity branch
 * @param shareAffinityFfn hidden size of its feed-forward blocks
 * @param enhanceQuery whether queries are enhanced from their merged boxes (SPEC 13.4)
 * @param maxPerImg most instances and most competing queries
 * @param objectMaskThr scores must exceed it to compete for pixels
 * @param affinityThr so must the largest affinity
 * @param iouThr share of its mask that a segment must own
 * @param filterLowScore whether pixels in no mask stay void
 * @param withScoreNorm whether merging scales the affinities of a query to 0..1 before it compares them
 * @param mergeThr affinity above which merging takes a patch; the decoder compares with 0.5 whatever this says
 * @param numQueries size of a parameter that is never read
 * @param numLevelsUnused the same
 * @param numPointsUnused the same
 * @param msdaHeadsUnused the same
 */
public record ModelConfiguration(boolean bottleneck, int stemChannels, int baseChannels, List<Integer> stageBlocks, int fpnGroups,
        int fpnOuts, int embedDims, int numHeads, int encoderLayers, int decoderLayers, int ffnDims, double posTemperature, int roiSize,
        List<Integer> roiStrides, double finestScale, int samplingRatio, int roiMlpHidden, boolean useMaskRoi, boolean useMaskRoiMean,
        int textDim, int numThings, int numStuff, boolean useDabQuerypos, boolean useAffinityRefine, boolean useQueryPosAffinity,
        boolean useDca, boolean shareAffinity, int shareAffinityFfn, boolean enhanceQuery, int maxPerImg, double objectMaskThr,
        double affinityThr, double iouThr, boolean filterLowScore, boolean withScoreNorm, double mergeThr, int numQueries,
        int numLevelsUnused, int numPointsUnused, int msdaHeadsUnused) {

    /** Name of the released configuration, R50, COCO panoptic. */
    public static final String R50_COCO = "r50-coco";

    private static final int STAGES = 4;
    private static final int EXPANSION = 4;
    private static final int ROI_SIZE = 7;
    private static final int MIN_HEAD = 8;
    private static final int MAX_HEAD = 64;
    private static final List<Integer> STRIDES = List.of(4, 8, 16, 32);
    private static final int MAX_SIZE = 1 << 16;
    private static final int MAX_COUNT = 100;

    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

    /**
     * @throws WeightFormatException if the engine cannot run such a model, naming the field
     */
    public ModelConfiguration {
        require(bottleneck, "bottleneck", "true (ResNets with basic blocks are not supported)", false);
        stageBlocks = List.copyOf(stageBlocks);
        roiStrides = List.copyOf(roiStrides);
        require(stageBlocks.size() == STAGES && stageBlocks.stream().allMatch(n -> n >= 1 && n <= MAX_COUNT), "stage_blocks",
                "four numbers of 1.." + MAX_COUNT, stageBlocks);
        require(roiStrides.equals(STRIDES), "roi_strides", STRIDES.toString(), roiStrides);
        require(roiSize == ROI_SIZE, "roi_size", "7", roiSize);
        size("stem_channels", stemChannels);
        size("base_channels", baseChannels);
        size("embed_dims", embedDims);
        size("ffn_dims", ffnDims);
        size("roi_mlp_hidden", roiMlpHidden);
        size("text_dim", textDim);
        size("share_affinity_ffn", shareAffinityFfn);
        size("num_heads", numHeads);
        count("encoder_layers", encoderLayers, 1);
        count("decoder_layers", decoderLayers, 1);
        size("num_things", numThings);
        size("num_stuff", numStuff);
        size("max_per_img", maxPerImg);
        require(fpnGroups >= 1 && embedDims % fpnGroups == 0, "fpn_groups", "a divisor of embed_dims=" + embedDims, fpnGroups);
        require(embedDims % numHeads == 0 && embedDims / numHeads >= MIN_HEAD && embedDims / numHeads <= MAX_HEAD, "num_heads",
                "heads of " + MIN_HEAD + ".." + MAX_HEAD + " channels that divide embed_dims=" + embedDims, numHeads);
        require(embedDims % 4 == 0, "embed_dims", "a multiple of 4", embedDims);
        require(numQueries >= 0 && numQueries <= MAX_SIZE, "num_queries", "0.." + MAX_SIZE, numQueries);
        count("fpn_outs", fpnOuts, 0);
        count("num_levels_unused", numLevelsUnused, 0);
        count("num_points_unused", numPointsUnused, 0);
        count("msda_heads_unused", msdaHeadsUnused, 0);
        require(samplingRatio >= 0 && samplingRatio <= 16, "sampling_ratio", "0..16", samplingRatio);
        require(finestScale > 0, "finest_scale", "a positive number", finestScale);
        require(posTemperature > 0, "pos_temperature", "a positive number", posTemperature);
        require(objectMaskThr >= 0 && objectMaskThr <= 1, "object_mask_thr", "0..1", objectMaskThr);
        require(affinityThr >= 0 && affinityThr <= 1, "affinity_thr", "0..1", affinityThr);
        require(iouThr >= 0 && iouThr <= 1, "iou_thr", "0..1", iouThr);
        require(mergeThr > 0 && mergeThr < 1, "merge_thr", "a number between 0 and 1", mergeThr);
    }

    /** The released configuration. */
    public static ModelConfiguration r50Coco() {
        return new ModelConfiguration(true, 64, 64, List.of(3, 4, 6, 3), 32, 5, 256, 8, 6, 6, 2048, 10000.0, ROI_SIZE, STRIDES, 56.0, 0,
                1024, true, false, 512, 80, 53, true, true, true, true, false, 1024, false, 100, 0.3, 0.3, 0.8, true, true, 0.5, 300, 5, 4,
                8);
    }

    /**
     * A configuration by its name.
     *
     * @throws WeightFormatException if there is none of this name
     */
    public static ModelConfiguration named(String name) {
        if (name.equals(R50_COCO)) {
            return r50Coco();
        }
        throw WeightFormatException.of("configuration", "name", R50_COCO, name);
    }

    /**
     * Reads a configuration; fields that are not there are those of the released one.
     *
     * @param json an object in snake_case
     * @param source where it comes from, for messages
     * @throws WeightFormatException if it is not JSON, a field is unknown or cannot be run
     */
    public static ModelConfiguration fromJson(String json, Object source) {
        try {
            final JsonNode given = JSON.readTree(json);
            if (!given.isObject()) {
                throw WeightFormatException.of(source, "config", "a JSON object", given.getNodeType().toString());
            }
            final ObjectNode fields = JSON.valueToTree(r50Coco());
            fields.setAll((ObjectNode) given);
            return JSON.treeToValue(fields, ModelConfiguration.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof WeightFormatException own) {
                throw new WeightFormatException(source + ": " + own.getMessage(), e);
            }
            final String field = e.getPath().stream().map(JacksonException.Reference::getPropertyName).filter(Objects::nonNull)
                    .map(name -> "." + name).collect(Collectors.joining());
            throw new WeightFormatException(
                    source + ": config" + field + ": expected the configuration of a model, found: " + e.getOriginalMessage(), e);
        }
    }

    /** The configuration as JSON in snake_case. */
    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** C, things and stuff. */
    public int numClasses() {
        return numThings + numStuff;
    }

    /** Output channels of the four stages. */
    public List<Integer> stageChannels() {
        return List.of(baseChannels * EXPANSION, 2 * baseChannels * EXPANSION, 4 * baseChannels * EXPANSION, 8 * baseChannels * EXPANSION);
    }

    /** Planes of a stage, 0..3. */
    public int planes(int stage) {
        return baseChannels << stage;
    }

    /** True if the shortcut of a block changes channels or size, and so has a convolution of its own ({@code downsample}). */
    public boolean hasProjection(int stage, int block) {
        return block == 0 && (stage > 0 || stemChannels != stageChannels().getFirst());
    }

    private static void size(String field, int value) {
        require(value >= 1 && value <= MAX_SIZE, field, "1.." + MAX_SIZE, value);
    }

    private static void count(String field, int value, int least) {
        require(value >= least && value <= MAX_COUNT, field, least + ".." + MAX_COUNT, value);
    }

    private static void require(boolean holds, String field, String expected, Object found) {
        if (!holds) {
            throw WeightFormatException.of("configuration", field, expected, String.valueOf(found));
        }
    }
}
