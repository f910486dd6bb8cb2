package io.samcp.simulator.exec;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of {@code mma} through the Vector API. Loaded only if it is there. */
final class TensorVectorOps {

    private static final int ROWS = 16;
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED.length() > ROWS
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int STEP = S.length();

    private TensorVectorOps() {}

    /** For matrices of 16 rows: to each element of C the products in the order of k. */
    static void accumulate(float[] a, float[] b, float[] c, int depth) {
        for (int row = 0; row < ROWS; row += STEP) {
            for (int column = 0; column < MatrixShape.N; column++) {
                FloatVector sum = FloatVector.fromArray(S, c, column * ROWS + row);
                for (int k = 0; k < depth; k++) {
                    sum = FloatVector.fromArray(S, a, k * ROWS + row).fma(FloatVector.broadcast(S, b[column * depth + k]), sum);
                }
                sum.intoArray(c, column * ROWS + row);
            }
        }
    }
}
