package io.samcp.simulator.exec;

/** {@code mma} on 8-bit integers: exact, wrapped around or held at the ends of .s32 when the sum is complete. */
public final class WholeMatrixProduct {

    private static final int PARTS = 4;

    private final MatrixShape shape;
    private final boolean signedA;
    private final boolean signedB;
    private final boolean saturates;
    private final int[][] placesOfA;
    private final int[][] placesOfB;
    private final int[][] placesOfC;

    /**
     * A product.
     *
     * @param shape its shape
     * @param signedA whether A's elements are .s8 instead of .u8
     * @param signedB whether B's are
     * @param saturates {@code .satfinite}
     */
    public WholeMatrixProduct(MatrixShape shape, boolean signedA, boolean signedB, boolean saturates) {
        this.shape = shape;
        this.signedA = signedA;
        this.signedB = signedB;
        this.saturates = saturates;
        placesOfA = new int[shape.registersOfA()][];
        placesOfB = new int[shape.registersOfB()][];
        for (int r = 0; r < placesOfA.length; r++) {
            placesOfA[r] = shape.placesOfA(r);
        }
        for (int r = 0; r < placesOfB.length; r++) {
            placesOfB[r] = shape.placesOfB(r);
        }
        placesOfC = new int[shape.elementsOfC()][];
        for (int e = 0; e < placesOfC.length; e++) {
            placesOfC[e] = shape.placesOfC(e);
        }
    }

    /** Executes it; slots of all registers of A, B, C and D. */
    public void run(Warp w, int[] a, int[] b, int[] c, int[] d, int m) {
        TensorOps.requireWholeWarp(w, m);
        final TensorScratch scratch = w.block.tensor;
        for (int r = 0; r < a.length; r++) {
            read(w.i, a[r], placesOfA[r], signedA, scratch.wholeA);
        }
        for (int r = 0; r < b.length; r++) {
            read(w.i, b[r], placesOfB[r], signedB, scratch.wholeB);
        }
        final int rows = shape.m();
        for (int e = 0; e < c.length; e++) {
            final int[] places = placesOfC[e];
            for (int lane = 0; lane < Warp.LANES; lane++) {
                scratch.wholeC[places[lane]] = w.i[c[e] + lane];
            }
        }
        for (int column = 0; column < MatrixShape.N; column++) {
            for (int k = 0; k < shape.k(); k++) {
                final long x = scratch.wholeB[column * shape.k() + k];
                for (int row = 0; row < rows; row++) {
                    scratch.wholeC[column * rows + row] += x * scratch.wholeA[k * rows + row];
                }
            }
        }
        for (int e = 0; e < d.length; e++) {
            final int[] places = placesOfC[e];
            for (int lane = 0; lane < Warp.LANES; lane++) {
                final long sum = scratch.wholeC[places[lane]];
                w.i[d[e] + lane] = (int) (saturates ? Math.clamp(sum, Integer.MIN_VALUE, Integer.MAX_VALUE) : sum);
            }
        }
    }

    private static void read(int[] registers, int slot, int[] places, boolean signed, int[] to) {
        for (int part = 0; part < PARTS; part++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                final int value = registers[slot + lane] >>> Byte.SIZE * part;
                to[places[part * Warp.LANES + lane]] = signed ? (byte) value : value & 0xFF;
            }
        }
    }
}
