package io.samcp.simulator.exec;

/**
 * The banks of shared memory: 32 of them, 4 bytes wide. A request is served in parts: of the whole warp for accesses of up to 4 bytes, half of
 * it for 8, a quarter for 16. The eight lanes that name the rows of a matrix for {@code ldmatrix} are such a quarter, so a matrix is a part.
 */
final class SharedBanks {

    private static final int BANKS = 32;
    private static final int WORD_SHIFT = 2;
    private static final int WORD = 1 << WORD_SHIFT;

    private final long[] words = new long[Warp.LANES * MemoryAccess.MAX_BYTES / WORD];
    private final int[] wanted = new int[BANKS];
    private int wavefronts;
    private int ideal;

    /**
     * Counts what a request needs.
     *
     * @param m lanes
     * @param at byte offset of each of them in shared memory, or an address with the same remainder by 128
     * @param bytes size of the access
     */
    void serve(int m, long[] at, int bytes) {
        wavefronts = 0;
        ideal = 0;
        final int lanes = bytes <= WORD ? Warp.LANES : Warp.LANES * WORD / bytes;
        for (int first = 0; first < Warp.LANES; first += lanes) {
            final int part = m & (lanes == Warp.LANES ? Warp.ALL : (1 << lanes) - 1 << first);
            if (part != 0) {
                wavefronts += most(part, at, bytes);
                ideal++;
            }
        }
    }

    /** Different words in the bank that has most of them. */
    private int most(int part, long[] at, int bytes) {
        java.util.Arrays.fill(wanted, 0);
        int count = 0;
        int most = 0;
        for (int left = part; left != 0; left &= left - 1) {
            final long address = at[Integer.numberOfTrailingZeros(left)];
            for (long word = address >>> WORD_SHIFT; word <= address + bytes - 1 >>> WORD_SHIFT; word++) {
                if (isNew(word, count)) {
                    words[count++] = word;
                    most = Math.max(most, ++wanted[(int) (word & BANKS - 1)]);
                }
            }
        }
        return most;
    }

    private boolean isNew(long word, int count) {
        if (wanted[(int) (word & BANKS - 1)] == 0) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (words[i] == word) {
                return false;
            }
        }
        return true;
    }

    int wavefronts() {
        return wavefronts;
    }

    int ideal() {
        return ideal;
    }
}
