package io.samcp.layers.result;

import io.samcp.layers.input.BitPlane;
import java.util.BitSet;

/**
 * One labelled instance (SPEC 15.1). There is no score threshold: the list holds the best {@code maxPerImage}, and one query can appear
 * with several labels.
 *
 * @param label class index, a thing
 * @param score sigmoid of the class logit
 * @param query index of the instance query, which is the index of the patch it started from
 * @param patches indices of the merged patches; may be empty
 * @param box union of their boxes in original pixels
 * @param area pixels of the merged mask
 * @param mask union of their masks; may be empty
 */
public record Instance(int label, float score, int query, BitSet patches, Box box, int area, BitPlane mask) {}
