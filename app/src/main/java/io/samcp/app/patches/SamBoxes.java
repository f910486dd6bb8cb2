package io.samcp.app.patches;

import io.samcp.layers.input.Patch;
import io.samcp.layers.input.RunLengthMask;

/** Boxes by SAM's convention: the sides are the differences of the first and last pixel, so 0 for a mask one pixel wide (SPEC 1). */
final class SamBoxes {

    private SamBoxes() {}

    /** A patch with the box that SAM would give it; an empty mask gets {@code [0, 0, 0, 0]}, as in SAM. */
    static Patch patch(RunLengthMask mask) {
        final int height = mask.height();
        int left = Integer.MAX_VALUE;
        int right = -1;
        int top = Integer.MAX_VALUE;
        int bottom = -1;
        long at = 0;
        for (int i = 0; i < mask.counts().length; i++) {
            final int run = mask.counts()[i];
            if ((i & 1) != 0 && run > 0) {
                final long last = at + run - 1;
                final boolean oneColumn = at / height == last / height;
                left = (int) Math.min(left, at / height);
                right = (int) Math.max(right, last / height);
                top = oneColumn ? (int) Math.min(top, at % height) : 0;
                bottom = oneColumn ? (int) Math.max(bottom, last % height) : height - 1;
            }
            at += run;
        }
        return right < 0 ? new Patch(mask, 0, 0, 0, 0) : new Patch(mask, left, top, right - left, bottom - top);
    }
}
