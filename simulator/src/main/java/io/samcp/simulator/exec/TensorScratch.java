package io.samcp.simulator.exec;

/** The matrices of one {@code mma} while it runs, columns one after the other. */
final class TensorScratch {

    private static final int ROWS = 16;
    private static final int DEPTH = 32;

    final float[] a = new float[ROWS * DEPTH];
    final float[] b = new float[DEPTH * MatrixShape.N];
    final float[] c = new float[ROWS * MatrixShape.N];

    final int[] wholeA = new int[ROWS * DEPTH];
    final int[] wholeB = new int[DEPTH * MatrixShape.N];
    final long[] wholeC = new long[ROWS * MatrixShape.N];

    final double[] doubleA = new double[ROWS * MatrixShape.N];
    final double[] doubleB = new double[ROWS * MatrixShape.N];
    final double[] doubleC = new double[ROWS * MatrixShape.N];
}
