/** SAM-CP as a graph, and the public engine. */
module io.samcp.layers {
    requires transitive io.samcp.runtime;
    requires transitive io.samcp.weights;
    requires io.samcp.kernels;

    exports io.samcp.layers;
    exports io.samcp.layers.inference;
    exports io.samcp.layers.input;
    exports io.samcp.layers.model;
    exports io.samcp.layers.operation;
    exports io.samcp.layers.result;
}
