package io.samcp.kernels;

import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.kernels.attention.TensorAttentionKernel;
import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.PairEncodingKernel;
import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.kernels.boxes.ReferencePointsKernel;
import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.WholeRowLogitsKernel;
import io.samcp.kernels.convolution.ConvolutionKernel;
import io.samcp.kernels.copy.CopyKernel;
import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.kernels.epilogue.EpilogueKernel;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.ProjectNormKernel;
import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.kernels.gemm.GroupedGemmKernel;
import io.samcp.kernels.gemm.TensorGemmKernel;
import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
import io.samcp.kernels.image.ImageNormaliseKernel;
import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.PackedNormKernel;
import io.samcp.kernels.maskcrop.MaskCropKernel;
import io.samcp.kernels.merging.InstanceBoxKernel;
import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticOwnerKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.kernels.merging.PanopticSettleKernel;
import io.samcp.kernels.packing.PackingKernel;
import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.kernels.roialign.MaskRoiAlign16Kernel;
import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.kernels.roialign.RoiMeanFill16Kernel;
import io.samcp.kernels.roialign.RoiMeanFillKernel;
import io.samcp.kernels.rounding.RoundingKernel;
import io.samcp.kernels.selection.InstanceSelectKernel;
import io.samcp.kernels.selection.PanopticSelectKernel;
import io.samcp.kernels.upsample.UpsampleAddKernel;
import java.util.List;

/** Every rung of every family. */
public final class KernelCatalogue {

    private static final List<Kernel<?>> ALL = List.of(
            new AffinityKernel(AffinityKernel.Version.V1_THREAD_PER_PAIR),
            new AffinityStageKernel(AffinityStageKernel.Version.V1_WARP_PER_ROW),
            new FusedAffinityKernel(FusedAffinityKernel.Version.V2_FUSED, Precision.FP32),
            new FusedAffinityKernel(FusedAffinityKernel.Version.V3_MMA, Precision.BF16),
            new FusedAffinityKernel(FusedAffinityKernel.Version.V3_MMA, Precision.FP16),
            new FusedAffinityKernel(FusedAffinityKernel.Version.V3_MMA, Precision.TF32),
            new AttentionKernel(AttentionKernel.Version.V1_WARP_PER_QUERY),
            new AttentionKernel(AttentionKernel.Version.V2_QUERY_TILE),
            new TensorAttentionKernel(TensorAttentionKernel.Version.V3_FLASH, Precision.BF16),
            new TensorAttentionKernel(TensorAttentionKernel.Version.V3_FLASH, Precision.FP16),
            new TensorAttentionKernel(TensorAttentionKernel.Version.V4_SPLIT_KEYS, Precision.BF16),
            new TensorAttentionKernel(TensorAttentionKernel.Version.V4_SPLIT_KEYS, Precision.FP16),
            new BoxEncodingKernel(BoxEncodingKernel.Version.V1_THREAD_PER_CHANNEL),
            new PairEncodingKernel(PairEncodingKernel.Version.V2_PAIR_PER_THREAD),
            new BoxNormaliseKernel(BoxNormaliseKernel.Version.V1_THREAD_PER_BOX),
            new ReferencePointsKernel(ReferencePointsKernel.Version.V1_THREAD_PER_VALUE),
            new ClassLogitsKernel(ClassLogitsKernel.Version.V1_THREAD_PER_LOGIT),
            new WholeRowLogitsKernel(WholeRowLogitsKernel.Version.V2_WHOLE_ROWS),
            new ConvolutionKernel(ConvolutionKernel.Version.V1_TILED),
            new CopyKernel(CopyKernel.Version.V1_GRID_STRIDE),
            new ElementwiseKernel(ElementwiseKernel.Version.V1_GRID_STRIDE),
            new EpilogueKernel(EpilogueKernel.Version.V1_GRID_STRIDE),
            new ClusterChainKernel(ClusterChainKernel.Version.V1_CLUSTER, Precision.BF16),
            new ClusterChainKernel(ClusterChainKernel.Version.V1_CLUSTER, Precision.FP16),
            new FeedForwardKernel(FeedForwardKernel.Version.V1_SPLIT_HIDDEN, Precision.BF16),
            new FeedForwardKernel(FeedForwardKernel.Version.V1_SPLIT_HIDDEN, Precision.FP16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V2_GROUPED, Precision.BF16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V2_GROUPED, Precision.FP16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V3_ASYNC, Precision.BF16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V3_ASYNC, Precision.FP16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V4_COUNTED, Precision.BF16),
            new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.V4_COUNTED, Precision.FP16),
            new ProjectNormKernel(ProjectNormKernel.Version.V1_ROWS, Precision.BF16),
            new ProjectNormKernel(ProjectNormKernel.Version.V1_ROWS, Precision.FP16),
            new ProjectNormKernel(ProjectNormKernel.Version.V2_ASYNC, Precision.BF16),
            new ProjectNormKernel(ProjectNormKernel.Version.V2_ASYNC, Precision.FP16),
            new GemmKernel(GemmKernel.Version.V1_NAIVE),
            new GemmKernel(GemmKernel.Version.V2_TILED),
            new TensorGemmKernel(TensorGemmKernel.Version.V3_MMA, Precision.BF16),
            new TensorGemmKernel(TensorGemmKernel.Version.V3_MMA, Precision.FP16),
            new TensorGemmKernel(TensorGemmKernel.Version.V3_MMA, Precision.TF32),
            new TensorGemmKernel(TensorGemmKernel.Version.V4_PIPELINED, Precision.BF16),
            new TensorGemmKernel(TensorGemmKernel.Version.V4_PIPELINED, Precision.FP16),
            new TensorGemmKernel(TensorGemmKernel.Version.V4_PIPELINED, Precision.TF32),
            new TensorGemmKernel(TensorGemmKernel.Version.V5_SPLIT_K, Precision.BF16),
            new TensorGemmKernel(TensorGemmKernel.Version.V5_SPLIT_K, Precision.FP16),
            new TensorGemmKernel(TensorGemmKernel.Version.V7_WIDE, Precision.BF16),
            new TensorGemmKernel(TensorGemmKernel.Version.V7_WIDE, Precision.FP16),
            new GroupedGemmKernel(GroupedGemmKernel.Version.V6_GROUPED, Precision.BF16),
            new GroupedGemmKernel(GroupedGemmKernel.Version.V6_GROUPED, Precision.FP16),
            new GroupNormApplyKernel(GroupNormApplyKernel.Version.V1_PIXEL_ROWS),
            new GroupNormStatsKernel(GroupNormStatsKernel.Version.V1_CHUNKS),
            new ImageNormaliseKernel(ImageNormaliseKernel.Version.V1_THREAD_PER_PIXEL),
            new RowL2NormKernel(RowL2NormKernel.Version.V1_WARP_PER_ROW),
            new LayerNormKernel(LayerNormKernel.Version.V1_WARP_PER_ROW),
            new PackedNormKernel(PackedNormKernel.Version.V2_PACKED),
            new MaskCropKernel(MaskCropKernel.Version.V1_THREAD_PER_BIN), new MaskCropKernel(MaskCropKernel.Version.V2_SEPARABLE),
            new InstanceBoxKernel(InstanceBoxKernel.Version.V1_WARP_PER_RESULT),
            new MaskMergeKernel(MaskMergeKernel.Version.V1_BLOCK_PER_RESULT),
            new MaskMergeKernel(MaskMergeKernel.Version.V2_PLANES_ONCE),
            new PanopticAcceptKernel(PanopticAcceptKernel.Version.V1_ONE_THREAD),
            new PanopticClaimKernel(PanopticClaimKernel.Version.V1_PLANES_ONCE),
            new PanopticOwnerKernel(PanopticOwnerKernel.Version.V1_THREAD_PER_WORD),
            new PanopticPaintKernel(PanopticPaintKernel.Version.V1_THREAD_PER_PIXEL),
            new PanopticSettleKernel(PanopticSettleKernel.Version.V1_FOUR_PIXELS_PER_LANE),
            new PackingKernel(PackingKernel.Version.V1_EIGHT_PER_THREAD),
            new MaxPoolKernel(MaxPoolKernel.Version.V1_THREAD_PER_ELEMENT),
            new MaskRoiAlignKernel(MaskRoiAlignKernel.Version.V1_BLOCK_PER_BIN),
            new MaskRoiAlignKernel(MaskRoiAlignKernel.Version.V2_WARP_PER_BIN),
            new MaskRoiAlignKernel(MaskRoiAlignKernel.Version.V4_SEPARABLE),
            new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.Version.V3_OPERAND, Precision.BF16),
            new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.Version.V3_OPERAND, Precision.FP16),
            new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.Version.V4_SEPARABLE, Precision.BF16),
            new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.Version.V4_SEPARABLE, Precision.FP16),
            new RoiLevelKernel(RoiLevelKernel.Version.V1_THREAD_PER_BOX),
            new RoundingKernel(RoundingKernel.Version.V1_GRID_STRIDE),
            new RoiMeanFillKernel(RoiMeanFillKernel.Version.V1_THREAD_PER_CHANNEL),
            new RoiMeanFill16Kernel(RoiMeanFill16Kernel.Version.V2_OPERAND, Precision.BF16),
            new RoiMeanFill16Kernel(RoiMeanFill16Kernel.Version.V2_OPERAND, Precision.FP16),
            new InstanceSelectKernel(InstanceSelectKernel.Version.V1_BLOCK_ARGMAX),
            new PanopticSelectKernel(PanopticSelectKernel.Version.V1_RANK_BY_COUNTING),
            new UpsampleAddKernel(UpsampleAddKernel.Version.V1_THREAD_PER_ELEMENT));

    private KernelCatalogue() {}

    /** All rungs that are shipped, families in alphabetical order, rungs from the lowest. */
    public static List<Kernel<?>> all() {
        return ALL;
    }
}
