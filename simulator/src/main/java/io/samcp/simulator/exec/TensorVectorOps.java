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

    /** For matrices of 16 rows: to each element of C the products in the order of k. Four columns at a time, so that sums do not wait for each other. */
    static void accumulate(float[] a, float[] b, float[] c, int depth) {
        for (int row = 0; row < ROWS; row += STEP) {
            for (int column = 0; column < MatrixShape.N; column += 4) {
                final int at = column * ROWS + row;
                FloatVector sum0 = FloatVector.fromArray(S, c, at);
                FloatVector sum1 = FloatVector.fromArray(S, c, at + ROWS);
                FloatVector sum2 = FloatVector.fromArray(S, c, at + 2 * ROWS);
                FloatVector sum3 = FloatVector.fromArray(S, c, at + 3 * ROWS);
                for (int k = 0; k < depth; k++) {
                    final FloatVector x = FloatVector.fromArray(S, a, k * ROWS + row);
                    sum0 = x.fma(FloatVector.broadcast(S, b[column * depth + k]), sum0);
                    sum1 = x.fma(FloatVector.broadcast(S, b[(column + 1) * depth + k]), sum1);
                    sum2 = x.fma(FloatVector.broadcast(S, b[(column + 2) * depth + k]), sum2);
                    sum3 = x.fma(FloatVector.broadcast(S, b[(column + 3) * depth + k]), sum3);
                }
                sum0.intoArray(c, at);
                sum1.intoArray(c, at + ROWS);
                sum2.intoArray(c, at + 2 * ROWS);
                sum3.intoArray(c, at + 3 * ROWS);
            }
        }
    }
}
