package io.samcp.kernels.merging;

/** What the kernels share that take 32 words of all planes at a time and keep their results in shared memory. */
final class PlaneTiles {

    /** Threads of a block. */
    static final int THREADS = 256;
    /** Shared memory that a block gets on every architecture we build for. */
    static final int MOST_SHARED_BYTES = 99 * 1024;

    private static final int WORDS = 32;
    private static final int MOST_BLOCKS = 1024;
    private static final int HEAD_BYTES = 16;

    private PlaneTiles() {}

    /** As many as there are tiles, but not more than fill a large GPU once: making ready costs a block as much as a few tiles. */
    static int blocks(int maskWords) {
        return Math.min(Math.ceilDiv(maskWords, WORDS), MOST_BLOCKS);
    }

    /** Who wants which patch, the list of wanted patches, the tile of every result, one counter each. */
    static long sharedBytes(int patches, int max) {
        final long bits = (long) Integer.SIZE * Math.ceilDiv(patches, Integer.SIZE);
        return HEAD_BYTES + Integer.BYTES * (bits * (Math.ceilDiv(max, Integer.SIZE) + 1) + (long) (WORDS + 1) * max);
    }
}
