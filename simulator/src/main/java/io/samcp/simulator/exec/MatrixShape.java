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

    /** Where the first element of lane 0's register of A is, columns one after the other. With 16 rows, registers take turns between the halves. */
    int startOfA(int register) {
        return m > GROUPS ? (register >> 1) * QUAD * parts * m + GROUPS * (register & 1) : register * QUAD * parts * m;
    }

    /** Where the first element of lane 0's register of B is, columns one after the other. */
    int startOfB(int register) {
        return register * QUAD * parts;
    }

    /** Where lane 0's element of C and D is, columns one after the other. */
    int startOfC(int element) {
        return (element & 1) * m + GROUPS * (element >> 1);
    }

    /** Where A's elements of a register go: by part and lane. */
    int[] placesOfA(int register) {
        return places(startOfA(register), 1, parts * m, m);
    }

    /** Where B's elements of a register go: by part and lane. */
    int[] placesOfB(int register) {
        return places(startOfB(register), k, parts, 1);
    }

    /** Where an element of C and D is: by lane. */
    int[] placesOfC(int element) {
        final int[] places = new int[Warp.LANES];
        for (int lane = 0; lane < Warp.LANES; lane++) {
            places[lane] = startOfC(element) + lane % QUAD * 2 * m + lane / QUAD;
        }
        return places;
    }

    private int[] places(int start, int perGroup, int perLane, int perPart) {
        final int[] places = new int[parts * Warp.LANES];
        for (int part = 0; part < parts; part++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                places[part * Warp.LANES + lane] = start + lane / QUAD * perGroup + lane % QUAD * perLane + part * perPart;
            }
        }
        return places;
    }
}
