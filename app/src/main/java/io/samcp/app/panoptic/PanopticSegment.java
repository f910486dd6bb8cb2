package io.samcp.app.panoptic;

import java.util.OptionalDouble;

/**
 * One segment of a panoptic map.
 *
 * @param id its pixels' value, at least 1
 * @param categoryId COCO category
 * @param area pixels
 * @param x first column
 * @param y first row
 * @param width columns by COCO's convention, last - first + 1
 * @param height rows, last - first + 1
 * @param score how sure the network is; truth has none
 */
public record PanopticSegment(int id, int categoryId, int area, int x, int y, int width, int height, OptionalDouble score) {}
