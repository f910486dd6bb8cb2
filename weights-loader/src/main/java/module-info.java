/** Reading and writing weights: safetensors, PyTorch checkpoints, formula weights; the tables they are checked against. */
module io.samcp.weights {
    requires transitive io.samcp.runtime;
    requires tools.jackson.databind;
    requires pickle;

    exports io.samcp.weights;
    exports io.samcp.weights.formula;
    exports io.samcp.weights.pytorch;
    exports io.samcp.weights.safetensors;

    opens io.samcp.weights to tools.jackson.databind;
}
