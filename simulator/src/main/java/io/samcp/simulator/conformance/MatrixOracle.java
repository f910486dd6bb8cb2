package io.samcp.simulator.conformance;

/**
 * Matrices of 8x8 elements of 16 bits between shared memory and registers (PTX ISA 9.7.14.5, ldmatrix, stmatrix, movmatrix). Each thread's 16
 * bytes of shared memory are a row.
 */
final class MatrixOracle implements Oracle {

    private static final int LANES = 32;
    private static final int ROWS = 8;

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Mnemonic m = program.mnemonics().stream().filter(i -> i.opcode().endsWith("matrix")).findFirst().orElseThrow();
        final int lane = thread % LANES;
        final int first = thread - lane;
        final int matrices = m.has("x4") ? 4 : m.has("x2") ? 2 : 1;
        final Expected[] results = new Expected[program.results().size()];
        for (int r = 0; r < results.length; r++) {
            results[r] = Expected.bits(switch (m.opcode()) {
                case "ldmatrix" -> pair(block, first, r, m.has("trans"), lane);
                case "movmatrix" -> moved(block, first, lane, 0) | moved(block, first, lane, 1) << Short.SIZE;
                default ->
                    stored(block, first, lane, matrices, m.has("trans"), 2 * r)
                            | stored(block, first, lane, matrices, m.has("trans"), 2 * r + 1) << Short.SIZE;
            });
        }
        return results;
    }

    /** Column by column of a row in shared memory: of matrix {@code number}, whose rows are those of eight threads. */
    private static long element(long[][] block, int first, int number, int row, int column) {
        return block[first + ROWS * number + row][column / 2] >>> Short.SIZE * (column % 2) & 0xFFFF;
    }

    private static long pair(long[][] block, int first, int number, boolean transposed, int lane) {
        final int row = lane / 4;
        final int column = lane % 4 * 2;
        return transposed
                ? element(block, first, number, column, row) | element(block, first, number, column + 1, row) << Short.SIZE
                : element(block, first, number, row, column) | element(block, first, number, row, column + 1) << Short.SIZE;
    }

    /** What was in registers of four lanes for each row comes out transposed. */
    private static long moved(long[][] block, int first, int lane, int part) {
        final int row = lane % 4 * 2 + part;
        final int column = lane / 4;
        return block[first + row * 4 + column / 2][0] >>> Short.SIZE * (column % 2) & 0xFFFF;
    }

    /** An element of the row that a thread's shared memory holds after registers were stored. */
    private static long stored(long[][] block, int first, int lane, int matrices, boolean transposed, int column) {
        final int number = lane / ROWS;
        if (number >= matrices) {
            return 0; // as it was before
        }
        final int row = lane % ROWS;
        final int from = transposed ? column * 4 + row / 2 : row * 4 + column / 2;
        return block[first + from][number] >>> Short.SIZE * ((transposed ? row : column) % 2) & 0xFFFF;
    }
}
