package io.samcp.app.scenes;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;

/**
 * One image of a folder, loaded.
 *
 * @param id its id in the folder's JSON files
 * @param name its name without extension
 * @param image pixels
 * @param patches its patches
 * @param truth what is right
 */
public record Scene(int id, String name, RgbImage image, PatchSet patches, PanopticMap truth) {}
