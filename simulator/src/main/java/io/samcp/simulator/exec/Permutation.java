package io.samcp.simulator.exec;

import java.util.Random;

/** Orders in which warps and blocks take their turns. */
final class Permutation {

    private Permutation() {}

    static void shuffle(int[] turns, Random random) {
        for (int i = turns.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int t = turns[i];
            turns[i] = turns[j];
            turns[j] = t;
        }
    }
}
