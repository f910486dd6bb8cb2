package io.samcp.runtime.graph;

import java.util.Map;
import java.util.TreeMap;

/**
 * A bucket: a number for every symbol of a graph.
 *
 * @param sizes at least 1 each
 */
public record Dimensions(Map<String, Integer> sizes) {

    public Dimensions {
        sizes = Map.copyOf(sizes);
        sizes.forEach((symbol, size) -> {
            if (size < 1) {
                throw new IllegalArgumentException("size " + symbol + " must be at least 1, found " + size);
            }
        });
    }

    /**
     * The number of a symbol.
     *
     * @throws IllegalArgumentException if it has none
     */
    public int get(String symbol) {
        final Integer size = sizes.get(symbol);
        if (size == null) {
            throw new IllegalArgumentException("no size for '" + symbol + "' among " + this);
        }
        return size;
    }

    @Override
    public String toString() {
        return new TreeMap<>(sizes).toString();
    }
}
