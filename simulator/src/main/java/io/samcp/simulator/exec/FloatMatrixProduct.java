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
    private static final int HIGH = 0xFFFF0000;
    private static final int GROUPS = 8;
    private static final int QUAD = 4;
    private static final int TF32_MASK = 0xFFFFE000;
    /** Bytes of a row whose products tensor cores add up at a time. */
    private static final int ROW_BYTES = 16;

    private final MatrixShape shape;
    private final Elements elements;
    private final boolean halfSums;

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
    }

    /** Executes it; slots of all registers of A, B, C and D. */
    public void run(Warp w, int[] a, int[] b, int[] c, int[] d, int m) {
        TensorOps.requireWholeWarp(w, m);
        final TensorScratch scratch = w.block.tensor;
        final int rows = shape.m();
        final int depth = shape.k();
        for (int r = 0; r < a.length; r++) {
            read(w.i, a[r], scratch.a, shape.startOfA(r), 1, shape.parts() * rows, rows);
        }
        for (int r = 0; r < b.length; r++) {
            read(w.i, b[r], scratch.b, shape.startOfB(r), depth, shape.parts(), 1);
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

    /** A register of A or B into its matrix: lane {@code 4 g + t} at {@code at + g * next + t * side}, its second element {@code part} further. */
    private void read(int[] registers, int slot, float[] to, int at, int next, int side, int part) {
        switch (elements) {
            case F16 -> {
                for (int t = 0; t < QUAD; t++) {
                    for (int g = 0; g < GROUPS; g++) {
                        final int bits = registers[slot + QUAD * g + t];
                        to[at + g * next + t * side] = Float.float16ToFloat((short) bits);
                        to[at + g * next + t * side + part] = Float.float16ToFloat((short) (bits >>> BITS));
                    }
                }
            }
            case BF16 -> {
                for (int t = 0; t < QUAD; t++) {
                    for (int g = 0; g < GROUPS; g++) {
                        final int bits = registers[slot + QUAD * g + t];
                        to[at + g * next + t * side] = Float.intBitsToFloat(bits << BITS);
                        to[at + g * next + t * side + part] = Float.intBitsToFloat(bits & HIGH);
                    }
                }
            }
            case TF32 -> {
                for (int t = 0; t < QUAD; t++) {
                    for (int g = 0; g < GROUPS; g++) {
                        to[at + g * next + t * side] = Float.intBitsToFloat(registers[slot + QUAD * g + t] & TF32_MASK);
                    }
                }
            }
        }
    }

    private void readSums(Warp w, int[] c, float[] to) {
        final int rows = shape.m();
        for (int e = 0; e < shape.elementsOfC(); e++) {
            final int at = shape.startOfC(e);
            final int slot = c[halfSums ? e >> 1 : e];
            for (int t = 0; t < QUAD; t++) {
                for (int g = 0; g < GROUPS; g++) {
                    final int lane = slot + QUAD * g + t;
                    to[at + 2 * rows * t + g] = halfSums ? Float.float16ToFloat((short) (w.i[lane] >>> BITS * (e & 1))) : w.f[lane];
                }
            }
        }
    }

    private void writeSums(Warp w, int[] d, float[] from) {
        final int rows = shape.m();
        for (int e = 0; e < shape.elementsOfC(); e++) {
            final int at = shape.startOfC(e);
            final int slot = d[halfSums ? e >> 1 : e];
            for (int t = 0; t < QUAD; t++) {
                for (int g = 0; g < GROUPS; g++) {
                    final int lane = slot + QUAD * g + t;
                    final float sum = from[at + 2 * rows * t + g];
                    if (!halfSums) {
                        w.f[lane] = FloatOps.canonical(sum);
                    } else if ((e & 1) == 0) {
                        w.i[lane] = half(sum);
                    } else {
                        w.i[lane] |= half(sum) << BITS;
                    }
                }
            }
        }
    }

    private static int half(float sum) {
        return BinaryFormat.F16.round(sum, Conversions.Rounding.NEAREST);
    }

    /** Four rows at a time, so that sums do not wait for each other. */
    private void accumulate(float[] a, float[] b, float[] c) {
        final int rows = shape.m();
        final int depth = shape.k();
        for (int column = 0; column < MatrixShape.N; column++) {
            for (int row = 0; row < rows; row += 4) {
                final int at = column * rows + row;
                float sum0 = c[at];
                float sum1 = c[at + 1];
                float sum2 = c[at + 2];
                float sum3 = c[at + 3];
                for (int k = 0; k < depth; k++) {
                    final float x = b[column * depth + k];
                    sum0 = Math.fma(a[k * rows + row], x, sum0);
                    sum1 = Math.fma(a[k * rows + row + 1], x, sum1);
                    sum2 = Math.fma(a[k * rows + row + 2], x, sum2);
                    sum3 = Math.fma(a[k * rows + row + 3], x, sum3);
                }
                c[at] = sum0;
                c[at + 1] = sum1;
                c[at + 2] = sum2;
                c[at + 3] = sum3;
            }
        }
    }
}
