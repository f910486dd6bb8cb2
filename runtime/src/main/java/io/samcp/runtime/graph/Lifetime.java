package io.samcp.runtime.graph;

/**
 * From which to which level of nodes a tensor must keep its place.
 *
 * @param first level of the node that writes it; -1 for what is there before the first
 * @param last level of the last node that reads it
 */
record Lifetime(int first, int last) {

    boolean overlaps(Lifetime other) {
        return first <= other.last && other.first <= last;
    }
}
