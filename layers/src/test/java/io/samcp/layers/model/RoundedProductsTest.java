package io.samcp.layers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.Rounding;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph in a precision below FP32. */
final class RoundedProductsTest {

    private static Graph twoProductsOfOneTensor() {
        final GraphBuilder g = new GraphBuilder("g");
        final Value x = g.input("x", ElementType.F32, 2, 3);
        g.output("y", Linear.plus(g, "b", x, Linear.apply(g, "a", x)));
        return g.build();
    }

    @Test
    void roundsBothOperandsOfEveryProductAndEachActivationOnce() {
        final Graph rounded = RoundedProducts.of(twoProductsOfOneTensor(), Precision.BF16);
        assertEquals(List.of("x.rounding", "a", "b"), rounded.nodes().stream().map(Node::label).toList());
        assertEquals(new Rounding(Precision.BF16), rounded.nodes().getFirst().operation());
        final Value x = rounded.nodes().getFirst().outputs().getFirst();
        for (final Node product : rounded.nodes().subList(1, 3)) {
            assertEquals(x, product.inputs().get(0));
            assertEquals("BF16 of " + product.label() + ".weight", product.inputs().get(1).name());
            assertEquals(product.label() + ".bias", product.inputs().get(2).name());
            assertEquals(Precision.BF16, ((Gemm) product.operation()).precision());
        }
        assertEquals("a", rounded.nodes().getLast().inputs().get(3).name(), "the residual is not rounded");
        assertTrue(rounded.sources().stream().anyMatch(source -> source.value().name().equals("BF16 of a.weight")));
    }

    @Test
    void leavesFp32Alone() {
        final Graph graph = twoProductsOfOneTensor();
        assertSame(graph, RoundedProducts.of(graph, Precision.FP32));
    }
}
