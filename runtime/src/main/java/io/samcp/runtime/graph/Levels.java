package io.samcp.runtime.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Levels of nodes: a node stands one above the highest of those it takes operands from. Nodes of one level do not need each other. */
final class Levels {

    private Levels() {}

    /** The level of each node; a node may only use results of nodes before it. */
    static int[] of(List<Node> nodes) {
        final Map<Value, Integer> made = new HashMap<>();
        final int[] levels = new int[nodes.size()];
        for (int i = 0; i < levels.length; i++) {
            for (final Value value : nodes.get(i).inputs()) {
                levels[i] = Math.max(levels[i], made.getOrDefault(value, -1) + 1);
            }
            for (final Value value : nodes.get(i).outputs()) {
                made.put(value, levels[i]);
            }
        }
        return levels;
    }

    /** The nodes level by level, in the given order inside each. */
    static List<Node> sorted(List<Node> nodes) {
        final int[] levels = of(nodes);
        final List<List<Node>> byLevel = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            while (byLevel.size() <= levels[i]) {
                byLevel.add(new ArrayList<>());
            }
            byLevel.get(levels[i]).add(nodes.get(i));
        }
        return byLevel.stream().flatMap(List::stream).toList();
    }
}
