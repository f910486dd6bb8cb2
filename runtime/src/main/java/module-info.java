/** Devices, host tensors, the graph and its planning. */
module io.samcp.runtime {
    requires transitive io.samcp.kernels;
    requires org.slf4j;
    requires jcuda;
    requires jcublas;
    requires jcudnn;

    exports io.samcp.runtime;
    exports io.samcp.runtime.assembler;
    exports io.samcp.runtime.tensor;
    exports io.samcp.runtime.graph;

    uses io.samcp.runtime.EngineProvider;
}
