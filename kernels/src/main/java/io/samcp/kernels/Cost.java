package io.samcp.kernels;

/**
 * The floor of a call.
 *
 * @param bytes device memory that must move, each byte counted once
 * @param flops floating-point operations the mathematics asks for; a fused multiply-add counts as two
 */
public record Cost(long bytes, long flops) {

    public Cost {
        if (bytes < 0 || flops < 0) {
            throw new IllegalArgumentException("a cost cannot be negative: bytes=" + bytes + ", flops=" + flops);
        }
    }

    /** Operations per byte. */
    public double intensity() {
        return bytes == 0 ? Double.POSITIVE_INFINITY : (double) flops / bytes;
    }
}
