package io.samcp.layers.input;

import java.util.Objects;

/**
 * 7x7 masks of patches, one byte per cell, in place of those cropped from the patch masks (SPEC 1.1).
 *
 * @param count number of patches
 * @param cells {@code [count, 7, 7]}, 0 or 1; not copied
 */
public record RoiMasks(int count, byte[] cells) {

    /** Cells per patch. */
    public static final int CELLS = 49;

    /**
     * @throws PatchFormatException if the array has another length, or a cell is neither 0 nor 1
     */
    public RoiMasks {
        Objects.requireNonNull(cells, "cells");
        if (cells.length != (long) CELLS * count) {
            throw new PatchFormatException(count + " RoI masks have " + (long) CELLS * count + " cells, found " + cells.length);
        }
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != 0 && cells[i] != 1) {
                throw new PatchFormatException("RoI mask " + i / CELLS + ", cell " + i % CELLS + " must be 0 or 1, found " + cells[i]);
            }
        }
    }
}
