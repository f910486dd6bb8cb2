package io.samcp.runtime.graph;

/**
 * From which to which node a tensor must keep its place.
 *
 * @param first index of the node that writes it; -1 for what is there before the first
 * @param last index of the last node that reads it
 */
record Lifetime(int first, int last) {

    boolean overlaps(Lifetime other) {
        return first <= other.last && other.first <= last;
    }
}
