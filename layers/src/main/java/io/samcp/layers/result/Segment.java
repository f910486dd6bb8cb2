package io.samcp.layers.result;

/**
 * One accepted segment of the panoptic map (SPEC 15.2). Several stuff segments of one class melt together in the map.
 *
 * @param query index of the query: semantic queries first, then the instance queries
 * @param label class index
 * @param instanceId 1, 2, ... for things, 0 for stuff
 * @param score its score
 * @param ownedArea pixels it owned before its mask was applied
 * @param maskArea pixels of its merged mask
 */
public record Segment(int query, int label, int instanceId, float score, int ownedArea, int maskArea) {}
