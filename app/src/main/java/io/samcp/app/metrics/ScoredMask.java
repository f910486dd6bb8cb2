package io.samcp.app.metrics;

import io.samcp.layers.input.BitPlane;

/**
 * An instance as average precision sees it.
 *
 * @param categoryId COCO category
 * @param score how sure the network is
 * @param mask its pixels; may be empty
 */
public record ScoredMask(int categoryId, double score, BitPlane mask) {}
