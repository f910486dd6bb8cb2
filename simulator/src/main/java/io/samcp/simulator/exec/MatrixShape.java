package io.samcp.simulator.exec;

/**
 * The shape of a matrix product of one warp, D = A B + C, and which lane holds what (PTX ISA 9.7.14, fragments of {@code mma}). All shapes
 * follow one rule: with g = lane / 4 and t = lane % 4, a register of A holds parts side by side in a row, one of B side by side in a column.
 *
 * @param m rows of A and D: 8 or 16
 * @param k columns of A, rows of B
 * @param parts elements of A and B in one register
 */
public record MatrixShape(int m, int k, int parts) {

    /** Columns of B and D. */
    public static final int N = 8;

    private static final int GROUPS = 8;
    private static final int QUAD = 4;

    /** Registers of A per lane. */
    public int registersOfA() {
        return m * k / Warp.LANES / parts;
    }

    /** Registers of B per lane. */
    public int registersOfB() {
        return N * k / Warp.LANES / parts;
    }

    /** Elements of C and D per lane. */
    public int elementsOfC() {
        return m * N / Warp.LANES;
    }

    /** Where A's elements of a register go, columns one after the other: by part and lane. */
    int[] placesOfA(int register) {
        final int[] places = new int[parts * Warp.LANES];
        for (int part = 0; part < parts; part++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                // with 16 rows, registers take turns between the upper and the lower half
                final int row = lane / QUAD + (m > GROUPS ? GROUPS * (register & 1) : 0);
                final int column = lane % QUAD * parts + part + (m > GROUPS ? register >> 1 : register) * QUAD * parts;
                places[part * Warp.LANES + lane] = column * m + row;
            }
        }
        return places;
    }

    /** Where B's elements of a register go, columns one after the other: by part and lane. */
    int[] placesOfB(int register) {
        final int[] places = new int[parts * Warp.LANES];
        for (int part = 0; part < parts; part++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                final int row = lane % QUAD * parts + part + register * QUAD * parts;
                places[part * Warp.LANES + lane] = lane / QUAD * k + row;
            }
        }
        return places;
    }

    /** Where an element of C and D is, columns one after the other: by lane. */
    int[] placesOfC(int element) {
        final int[] places = new int[Warp.LANES];
        for (int lane = 0; lane < Warp.LANES; lane++) {
            places[lane] = (lane % QUAD * 2 + (element & 1)) * m + lane / QUAD + GROUPS * (element >> 1);
        }
        return places;
    }
}
