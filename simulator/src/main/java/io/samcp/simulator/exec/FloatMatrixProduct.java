package io.samcp.simulator.exec;

/**
 * {@code mma} on 16-bit and TF32 numbers. Subnormal numbers count in full; the last 13 bits of what is given as TF32 do not. A result that is NaN
 * is the canonical one.
 */
public final class FloatMatrixProduct {

    /** How the bits of a register are read. */
    public enum Elements {
        F16,
        BF16,
        TF32
    }

    private static final boolean VECTOR = VectorSupport.available();
    private static final int BITS = 16;
    private static final int TF32_MASK = 0xFFFFE000;
    /** Bytes of a row whose products tensor cores add up at a time. */
    private static final int ROW_BYTES = 16;

    private final MatrixShape shape;
    private final Elements elements;
    private final boolean halfSums;
    private final int[][] placesOfA;
    private final int[][] placesOfB;
    private final int[][] placesOfC;

    /**
     * A product.
     *
     * @param shape its shape
     * @param elements of A and B
     * @param halfSums whether C and D are pairs of .f16 instead of .f32
     */
    public FloatMatrixProduct(MatrixShape shape, Elements elements, boolean halfSums) {
        this.shape = shape;
        this.elements = elements;
        this.halfSums = halfSums;
        placesOfA = new int[shape.registersOfA()][];
        placesOfB = new int[shape.registersOfB()][];
        placesOfC = new int[shape.elementsOfC()][];
        for (int r = 0; r < placesOfA.length; r++) {
            placesOfA[r] = shape.placesOfA(r);
        }
        for (int r = 0; r < placesOfB.length; r++) {
            placesOfB[r] = shape.placesOfB(r);
        }
        for (int e = 0; e < placesOfC.length; e++) {
            placesOfC[e] = shape.placesOfC(e);
        }
    }

    /** Executes it; slots of all registers of A, B, C and D. */
    public void run(Warp w, int[] a, int[] b, int[] c, int[] d, int m) {
        TensorOps.requireWholeWarp(w, m);
        final TensorScratch scratch = w.block.tensor;
        for (int r = 0; r < a.length; r++) {
            read(w.i, a[r], placesOfA[r], scratch.a);
        }
        for (int r = 0; r < b.length; r++) {
            read(w.i, b[r], placesOfB[r], scratch.b);
        }
        readSums(w, c, scratch.c);
        switch (w.block.matrixSum) {
            case SEQUENTIAL -> {
                if (VECTOR) {
                    TensorVectorOps.accumulate(scratch.a, scratch.b, scratch.c, shape.k());
                } else {
                    accumulate(scratch.a, scratch.b, scratch.c);
                }
            }
            case ALIGNED -> {
                final int step = Math.min(shape.k(), ROW_BYTES / (elements == Elements.TF32 ? Integer.BYTES : Short.BYTES));
                for (int from = 0; from < shape.k(); from += step) {
                    AlignedSum.accumulate(shape, scratch, from, step);
                }
            }
        }
        writeSums(w, d, scratch.c);
    }

    private void read(int[] registers, int slot, int[] places, float[] to) {
        switch (elements) {
            case F16 -> {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    final int bits = registers[slot + lane];
                    to[places[lane]] = Float.float16ToFloat((short) bits);
                    to[places[Warp.LANES + lane]] = Float.float16ToFloat((short) (bits >>> BITS));
                }
            }
            case BF16 -> {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    final int bits = registers[slot + lane];
                    to[places[lane]] = Float.intBitsToFloat(bits << BITS);
                    to[places[Warp.LANES + lane]] = Float.intBitsToFloat(bits >>> BITS << BITS);
                }
            }
            case TF32 -> {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    to[places[lane]] = Float.intBitsToFloat(registers[slot + lane] & TF32_MASK);
                }
            }
        }
    }

    private void readSums(Warp w, int[] c, float[] to) {
        for (int e = 0; e < placesOfC.length; e++) {
            final int[] places = placesOfC[e];
            if (halfSums) {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    to[places[lane]] = Float.float16ToFloat((short) (w.i[c[e >> 1] + lane] >>> BITS * (e & 1)));
                }
            } else {
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    to[places[lane]] = w.f[c[e] + lane];
                }
            }
        }
    }

    private void writeSums(Warp w, int[] d, float[] from) {
        if (!halfSums) {
            for (int e = 0; e < placesOfC.length; e++) {
                final int[] places = placesOfC[e];
                for (int lane = 0; lane < Warp.LANES; lane++) {
                    w.f[d[e] + lane] = FloatOps.canonical(from[places[lane]]);
                }
            }
            return;
        }
        for (int r = 0; r < d.length; r++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                w.i[d[r] + lane] = half(from[placesOfC[2 * r][lane]]) | half(from[placesOfC[2 * r + 1][lane]]) << BITS;
            }
        }
    }

    private static int half(float sum) {
        return BinaryFormat.F16.round(sum, Conversions.Rounding.NEAREST);
    }

    private void accumulate(float[] a, float[] b, float[] c) {
        final int rows = shape.m();
        for (int column = 0; column < MatrixShape.N; column++) {
            for (int k = 0; k < shape.k(); k++) {
                final float x = b[column * shape.k() + k];
                for (int row = 0; row < rows; row++) {
                    c[column * rows + row] = Math.fma(a[k * rows + row], x, c[column * rows + row]);
                }
            }
        }
    }
}
