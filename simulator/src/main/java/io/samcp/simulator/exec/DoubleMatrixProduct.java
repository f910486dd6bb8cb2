package io.samcp.simulator.exec;

/** {@code mma.m8n8k4} on .f64: the accumulator, then one fused multiply-add after the other by increasing k. */
public final class DoubleMatrixProduct {

    private static final MatrixShape SHAPE = new MatrixShape(8, 4, 1);
    private static final int[] PLACES_OF_A = SHAPE.placesOfA(0);
    private static final int[] PLACES_OF_B = SHAPE.placesOfB(0);
    private static final int[][] PLACES_OF_C = {SHAPE.placesOfC(0), SHAPE.placesOfC(1)};

    private DoubleMatrixProduct() {}

    /** Executes it; slots of all registers of A, B, C and D. */
    public static void run(Warp w, int a, int b, int[] c, int[] d, int m) {
        TensorOps.requireWholeWarp(w, m);
        final TensorScratch scratch = w.block.tensor;
        move(w.d, a, PLACES_OF_A, scratch.doubleA);
        move(w.d, b, PLACES_OF_B, scratch.doubleB);
        move(w.d, c[0], PLACES_OF_C[0], scratch.doubleC);
        move(w.d, c[1], PLACES_OF_C[1], scratch.doubleC);
        for (int column = 0; column < MatrixShape.N; column++) {
            for (int row = 0; row < SHAPE.m(); row++) {
                double sum = scratch.doubleC[column * SHAPE.m() + row];
                for (int k = 0; k < SHAPE.k(); k++) {
                    sum = Math.fma(scratch.doubleA[k * SHAPE.m() + row], scratch.doubleB[column * SHAPE.k() + k], sum);
                }
                scratch.doubleC[column * SHAPE.m() + row] = DoubleOps.canonical(sum);
            }
        }
        for (int e = 0; e < d.length; e++) {
            final int[] places = PLACES_OF_C[e];
            for (int lane = 0; lane < Warp.LANES; lane++) {
                w.d[d[e] + lane] = scratch.doubleC[places[lane]];
            }
        }
    }

    private static void move(double[] registers, int slot, int[] places, double[] to) {
        for (int lane = 0; lane < Warp.LANES; lane++) {
            to[places[lane]] = registers[slot + lane];
        }
    }
}
