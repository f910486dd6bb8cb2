package io.samcp.simulator.library;

import io.samcp.runtime.ConvolutionGeometry;
import java.lang.foreign.MemorySegment;

/** Copies the window of every output pixel into a row of a matrix ({@code im2col}), zeros where it reaches over the border. */
final class PatchGather {

    private PatchGather() {}

    /**
     * Gathers the windows of some output rows.
     *
     * @param x {@code [height, width, inChannels]}
     * @param from first output row
     * @param to behind the last output row
     * @param target {@code [(to - from) * outWidth, kernel * kernel * inChannels]}
     */
    static void rows(ConvolutionGeometry g, MemorySegment x, int from, int to, MemorySegment target) {
        final long pixelBytes = (long) g.inChannels() * Float.BYTES;
        final long lineBytes = g.kernel() * pixelBytes;
        long at = 0;
        for (int oy = from; oy < to; oy++) {
            for (int ox = 0; ox < g.outWidth(); ox++) {
                final int left = ox * g.stride() - g.pad();
                final int first = Math.max(0, -left);
                final int last = Math.min(g.kernel(), g.width() - left);
                for (int ky = 0; ky < g.kernel(); ky++) {
                    final int y = oy * g.stride() - g.pad() + ky;
                    if (y < 0 || y >= g.height() || first >= last) {
                        target.asSlice(at, lineBytes).fill((byte) 0);
                    } else {
                        if (first > 0) {
                            target.asSlice(at, first * pixelBytes).fill((byte) 0);
                        }
                        MemorySegment.copy(x, ((long) y * g.width() + left + first) * pixelBytes, target, at + first * pixelBytes,
                                (last - first) * pixelBytes);
                        if (last < g.kernel()) {
                            target.asSlice(at + last * pixelBytes, (g.kernel() - last) * pixelBytes).fill((byte) 0);
                        }
                    }
                    at += lineBytes;
                }
            }
        }
    }
}
