package io.samcp.simulator.exec;

/** Comparisons of .f32 registers. */
public final class FloatCompare {

    private FloatCompare() {}

    /** A comparison. */
    @FunctionalInterface
    public interface Test {
        boolean test(float a, float b);
    }

    /** Lanes where the comparison holds. */
    public static int compare(Test op, float[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= op.test(r[a + k], r[b + k]) ? 1 << k : 0;
        }
        return set;
    }
}
