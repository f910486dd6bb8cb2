package io.samcp.runtime.graph;

/**
 * A tensor of a graph; made by {@link GraphBuilder}.
 *
 * @param id its number in the graph
 * @param name for messages
 */
public record Value(int id, String name) {}
