package io.samcp.layers.model;

import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.Arrays;

/** Constants of a padded batch (SPEC 16). */
final class PaddedBatch {

    private static final int BOX = 4;

    private PaddedBatch() {}

    /** {@code [N, columns]}: ones for the image's own patches, zeros for padding. */
    static HostTensor own(Dimensions dims, int columns) {
        final float[] values = new float[dims.get(Symbols.PATCHES) * columns];
        Arrays.fill(values, 0, dims.get(Symbols.OWN_PATCHES) * columns, 1);
        return HostTensor.ofFloats(TensorShape.of(dims.get(Symbols.PATCHES), columns), values);
    }

    /**
     * {@code [semantic + N, 4]}: by how much of the stride-4 map the image covers, (w, h, w, h) in every row.
     *
     * @param semantic rows in front of those of the patches
     */
    static HostTensor validFractions(Dimensions dims, int semantic) {
        final float[] fractions = {covered(dims.get(FeatureLevels.width(0)), dims.get(Symbols.WIDTH), dims.get(Symbols.OWN_WIDTH)),
            covered(dims.get(FeatureLevels.height(0)), dims.get(Symbols.HEIGHT), dims.get(Symbols.OWN_HEIGHT))};
        final int rows = semantic + dims.get(Symbols.PATCHES);
        final float[] values = new float[BOX * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = fractions[i & 1];
        }
        return HostTensor.ofFloats(TensorShape.of(rows, BOX), values);
    }

    /** Part of the map's cells whose nearest source pixel lies in the image. */
    private static float covered(int cells, int size, int own) {
        int inside = 0;
        for (int j = 0; j < cells; j++) {
            inside += Math.min((int) Math.floor(j * ((double) size / cells)), size - 1) < own ? 1 : 0;
        }
        return (float) ((double) inside / cells);
    }
}
