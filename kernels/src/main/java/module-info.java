/** The PTX kernels and, for each, a typed descriptor: parameters, launch geometry, cost, contract. No device access. */
module io.samcp.kernels {
    exports io.samcp.kernels;
    exports io.samcp.kernels.affinity;
    exports io.samcp.kernels.attention;
    exports io.samcp.kernels.boxencoding;
    exports io.samcp.kernels.boxes;
    exports io.samcp.kernels.classlogits;
    exports io.samcp.kernels.convolution;
    exports io.samcp.kernels.copy;
    exports io.samcp.kernels.elementwise;
    exports io.samcp.kernels.epilogue;
    exports io.samcp.kernels.feedforward;
    exports io.samcp.kernels.gemm;
    exports io.samcp.kernels.groupnorm;
    exports io.samcp.kernels.image;
    exports io.samcp.kernels.l2norm;
    exports io.samcp.kernels.layernorm;
    exports io.samcp.kernels.maskcrop;
    exports io.samcp.kernels.merging;
    exports io.samcp.kernels.packing;
    exports io.samcp.kernels.pooling;
    exports io.samcp.kernels.recipe;
    exports io.samcp.kernels.request;
    exports io.samcp.kernels.roialign;
    exports io.samcp.kernels.rounding;
    exports io.samcp.kernels.selection;
    exports io.samcp.kernels.upsample;
}
