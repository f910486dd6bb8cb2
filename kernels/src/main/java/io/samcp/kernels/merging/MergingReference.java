package io.samcp.kernels.merging;

/** What the merging kernels must compute, pixel by pixel; for tests and benchmarks. */
public final class MergingReference {

    private MergingReference() {}

    /**
     * The union of the planes of selected patches.
     *
     * @param selected words of one row of the selection
     * @param planes {@code [N, planeWords]}
     */
    public static int[] mask(int[] selected, int[] planes, int planeWords) {
        final int[] mask = new int[planeWords];
        for (int n = 0; n < planes.length / planeWords; n++) {
            if ((selected[n >> 5] >>> (n & 31) & 1) != 0) {
                for (int i = 0; i < planeWords; i++) {
                    mask[i] |= planes[n * planeWords + i];
                }
            }
        }
        return mask;
    }

    /** Pixels of a mask. */
    public static int area(int[] mask) {
        int area = 0;
        for (final int word : mask) {
            area += Integer.bitCount(word);
        }
        return area;
    }

    /**
     * Owner of every pixel: the first mask that has it, -1 for none.
     *
     * @param masks {@code [count, planeWords]}
     */
    public static int[] owners(int[] masks, int count, int height, int width) {
        final int perRow = Math.ceilDiv(width, Integer.SIZE);
        final int[] owners = new int[height * width];
        for (int p = 0; p < owners.length; p++) {
            owners[p] = -1;
            for (int k = count - 1; k >= 0; k--) {
                if ((masks[(k * height + p / width) * perRow + (p % width >> 5)] >>> (p % width & 31) & 1) != 0) {
                    owners[p] = k;
                }
            }
        }
        return owners;
    }

    /**
     * Owners as {@link PanopticClaimKernel} writes them: eight words for every word of pixels, bit by bit of the owner's number, which is
     * one more than the owner.
     */
    public static int[] numbers(int[] owners, int height, int width) {
        final int perRow = Math.ceilDiv(width, Integer.SIZE);
        final int[] numbers = new int[PanopticClaimKernel.PLANES * height * perRow];
        for (int p = 0; p < owners.length; p++) {
            final int word = p / width * perRow + (p % width >> 5);
            for (int b = 0; b < PanopticClaimKernel.PLANES; b++) {
                numbers[PanopticClaimKernel.PLANES * word + b] |= (owners[p] + 1 >> b & 1) << (p % width & 31);
            }
        }
        return numbers;
    }

    /** What each of {@code count} competitors owns; pixels in no mask belong to the first (SPEC 15.2.5). */
    public static int[] ownedAreas(int[] owners, int count) {
        final int[] areas = new int[count];
        for (final int owner : owners) {
            if (count > 0) {
                areas[Math.max(0, owner)]++;
            }
        }
        return areas;
    }

    /**
     * Values to paint, -1 where rejected (SPEC 15.2.6).
     *
     * @param owned owned areas
     * @param full mask areas
     */
    public static int[] values(PanopticAcceptKernel.Shape s, int[] labels, int[] owned, int[] full, int count) {
        final int[] values = new int[count];
        int id = 1;
        for (int k = 0; k < count; k++) {
            if (owned[k] <= 0 || full[k] <= 0 || (double) owned[k] / full[k] < s.threshold()) {
                values[k] = -1;
            } else {
                values[k] = labels[k] < s.things() ? labels[k] + 1000 * id++ : labels[k];
            }
        }
        return values;
    }

    /** The panoptic map. */
    public static int[] map(PanopticPaintKernel.Shape s, int[] owners, int[] values) {
        final int[] map = new int[owners.length];
        for (int p = 0; p < map.length; p++) {
            final int owner = owners[p] < 0 && !s.strict() && values.length > 0 ? 0 : owners[p];
            map[p] = owner < 0 || values[owner] < 0 ? s.voidValue() : values[owner];
        }
        return map;
    }

    /**
     * Box of a result in original pixels (SPEC 15.1.2).
     *
     * @param boxes {@code [N, 4]} in network pixels
     */
    public static float[] box(int[] selected, float[] boxes, float fx, float fy, float width, float height) {
        float x1 = Float.POSITIVE_INFINITY;
        float y1 = Float.POSITIVE_INFINITY;
        float x2 = Float.NEGATIVE_INFINITY;
        float y2 = Float.NEGATIVE_INFINITY;
        for (int n = 0; n < boxes.length / 4; n++) {
            if ((selected[n >> 5] >>> (n & 31) & 1) != 0) {
                x1 = Math.min(x1, boxes[4 * n]);
                y1 = Math.min(y1, boxes[4 * n + 1]);
                x2 = Math.max(x2, boxes[4 * n + 2]);
                y2 = Math.max(y2, boxes[4 * n + 3]);
            }
        }
        if (x1 == Float.POSITIVE_INFINITY) {
            return new float[]{0 / fx, 0 / fy, Math.min(1, width) / fx, Math.min(1, height) / fy};
        }
        return new float[]{Math.clamp(x1, 0, width) / fx, Math.clamp(y1, 0, height) / fy, Math.clamp(x2, 0, width) / fx,
            Math.clamp(y2, 0, height) / fy};
    }
}
