package io.samcp.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LevelsTest {

    private static Value value(int id) {
        return new Value(id, "v" + id);
    }

    private static Node node(String label, int result, Integer... operands) {
        return new Node(label, null, List.of(operands).stream().map(LevelsTest::value).toList(), List.of(value(result)));
    }

    @Test
    void aNodeStandsAboveThoseItNeeds() {
        final List<Node> nodes = List.of(node("a", 10, 0), node("b", 11, 10), node("c", 12, 11, 10), node("d", 13, 1),
                node("e", 14, 13, 12));
        assertArrayEquals(new int[]{0, 1, 2, 0, 3}, Levels.of(nodes));
        assertEquals(List.of("a", "d", "b", "c", "e"), Levels.sorted(nodes).stream().map(Node::label).toList());
    }
}
