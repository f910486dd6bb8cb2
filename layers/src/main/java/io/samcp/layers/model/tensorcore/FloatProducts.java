package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.TensorGemm;
import io.samcp.runtime.graph.Node;

/** The pass for TF32: products stay with their f32 operands and round them on the way to the tensor core, so that no node need do it. */
final class FloatProducts {

    private final GraphEdit edit;

    FloatProducts(GraphEdit edit) {
        this.edit = edit;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof Gemm gemm && edit.isParameter(node.inputs().get(1))) {
                edit.replace(node, GraphEdit.node(node,
                        new TensorGemm(Precision.TF32, gemm.bias(), gemm.residual(), gemm.relu(), true, false), node.inputs(),
                        node.outputs()));
            }
        }
    }
}
