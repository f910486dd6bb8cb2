package io.samcp.simulator.exec;

/**
 * Sums as tensor cores are measured to make them: all terms cut off at one place below the largest, added exactly, the sum cut off to FP32
 * (M. Fasi, N. Higham, M. Mikaitis, S. Pranesh: Numerical behavior of NVIDIA tensor cores, PeerJ CS 2021).
 */
final class AlignedSum {

    /** Bits kept below the leading one of the largest term: FP32's and two more. */
    private static final int KEPT = 23 + 2;

    private AlignedSum() {}

    /** To each element of C some products. */
    static void accumulate(MatrixShape shape, TensorScratch scratch, int from, int count) {
        final int rows = shape.m();
        for (int column = 0; column < MatrixShape.N; column++) {
            for (int row = 0; row < rows; row++) {
                final int at = column * rows + row;
                scratch.c[at] = sum(scratch.c[at], scratch.a, from * rows + row, rows, scratch.b, column * shape.k() + from, count);
            }
        }
    }

    private static float sum(float c, float[] a, int atA, int stride, float[] b, int atB, int count) {
        double largest = Math.abs(c);
        double plain = c;
        for (int k = 0; k < count; k++) {
            final double product = (double) a[atA + k * stride] * b[atB + k];
            largest = Math.max(largest, Math.abs(product));
            plain += product;
        }
        if (largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
            return (float) plain; // zeros keep their sign; infinities and NaN decide alone
        }
        final int last = Math.getExponent(largest) - KEPT;
        long sum = cut(c, last);
        for (int k = 0; k < count; k++) {
            sum += cut((double) a[atA + k * stride] * b[atB + k], last);
        }
        return Float.intBitsToFloat(BinaryFormat.F32.round(Math.scalb((double) sum, last), Conversions.Rounding.ZERO));
    }

    /** In units of 2^last, the rest cut off. */
    private static long cut(double term, int last) {
        return (long) Math.scalb(term, -last);
    }
}
