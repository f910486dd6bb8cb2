package io.samcp.test.kernels;

import io.samcp.kernels.attention.AttentionKernel.Shape;
import io.samcp.kernels.attention.AttentionReference;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;

/** What attention in f32 works on: matrices and mask words; empty arrays for masks that are switched off. */
record AttentionOperands(float[] q, float[] k, float[] v, int[] blocked, int[] padding) {

    private static final int[] NONE = {};

    /** Heads side by side and nothing between rows. */
    static Shape packed(int queries, int keys, int heads, int headSize, boolean blocked, boolean padding) {
        final int width = heads * headSize;
        return new Shape(queries, keys, heads, headSize, width, width, width, width, blocked, padding);
    }

    static AttentionOperands of(Shape s, Filling filling) {
        return new AttentionOperands(filling.floats(s.queries() * s.queryStride(), 1), filling.floats(s.keys() * s.keyStride(), 2),
                filling.floats(s.keys() * s.valueStride(), 3), s.blocked() ? KernelInputs.maskWords(s.queries(), s.keys(), 3, 4) : NONE,
                s.padding() ? KernelInputs.maskWords(1, s.keys(), 7, 5) : NONE);
    }

    /** Random, and nothing is excluded. */
    static AttentionOperands unmasked(Shape s) {
        final AttentionOperands x = of(s, Filling.RANDOM);
        Arrays.fill(x.blocked, 0);
        Arrays.fill(x.padding, 0);
        return x;
    }

    /** A golden case of {@code kernels/masked_mha}. */
    static AttentionOperands golden(GoldenFile golden, String name) {
        final int[] q = golden.shape(name + ".q");
        final int keys = golden.shape(name + ".k")[1];
        return new AttentionOperands(KernelInputs.swapped(golden.floats(name + ".q"), 1, q[0], q[1], q[2]),
                KernelInputs.swapped(golden.floats(name + ".k"), 1, q[0], keys, q[2]),
                KernelInputs.swapped(golden.floats(name + ".v"), 1, q[0], keys, q[2]),
                KernelInputs.maskWords(q[1], keys, golden.bytes(name + ".blocked")),
                KernelInputs.maskWords(1, keys, golden.bytes(name + ".key_padding")));
    }

    float[] plain(Shape s) {
        return AttentionReference.plain(s, q, k, v, blocked, padding);
    }

    double[] exact(Shape s) {
        return AttentionReference.exact(s, q, k, v, blocked, padding);
    }

    /** As a launch takes them. */
    Object[] arrays() {
        return new Object[]{q, k, v, blocked, padding};
    }
}
