package io.samcp.layers.result;

/**
 * A box in pixels of the original image.
 *
 * @param x1 left
 * @param y1 top
 * @param x2 right
 * @param y2 bottom
 */
public record Box(float x1, float y1, float x2, float y2) {}
