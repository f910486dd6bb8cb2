package io.samcp.simulator.library;

import io.samcp.simulator.nd4j.Nd4jViews;
import java.lang.foreign.MemorySegment;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's BLAS on native memory, without copies. Loading this class loads the library. */
final class Blas {

    private Blas() {}

    /** Loads the library and computes something, so that what is missing shows itself here. */
    static String load() {
        final INDArray one = Nd4j.ones(DataType.FLOAT, 1, 1);
        if (one.mmul(one).getFloat(0) != 1.0f) {
            throw new IllegalStateException("ND4J computes 1 x 1 as " + one.mmul(one));
        }
        return "ND4J " + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("blas.vendor", "BLAS");
    }

    /**
     * {@code y = a bᵀ + beta y}, all row-major.
     *
     * @param a {@code [m, k]}
     * @param b {@code [n, k]}
     * @param y {@code [m, n]}
     */
    static void multiplyTransposed(int m, int n, int k, MemorySegment a, MemorySegment b, float beta, MemorySegment y) {
        // BLAS keeps results by columns: the columns of yᵀ = b aᵀ are the rows of y
        Nd4j.gemm(matrix(b, n, k, 'c'), matrix(a, m, k, 'c'), matrix(y, n, m, 'f'), false, true, 1.0, beta);
    }

    private static INDArray matrix(MemorySegment floats, long rows, long columns, char order) {
        final long[] strides = order == 'c' ? new long[]{columns, 1} : new long[]{1, rows};
        return Nd4jViews.array(floats, DataType.FLOAT, new long[]{rows, columns}, strides, order);
    }
}
