package io.samcp.app.verify;

import java.util.List;

/**
 * Puts a list that is sorted by score into the golden's order where neighbours with nearly equal scores stand the other way round.
 */
final class RankedResults {

    private RankedResults() {}

    /**
     * For each place of the golden list, the place in ours.
     *
     * @param goldenScores scores of the golden list, descending
     * @param bound scores closer than this may be swapped
     * @param goldenKeys what identifies an entry of the golden list
     * @param ourKeys the same of ours
     * @param what the list, for the entries
     * @param near told about every swap
     */
    static int[] match(double[] goldenScores, double bound, List<Integer> goldenKeys, List<Integer> ourKeys, String what,
            List<String> near) {
        final int n = Math.min(goldenKeys.size(), ourKeys.size());
        final int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            place[i] = i;
        }
        for (int i = 0; i + 1 < n; i++) {
            final boolean swapped = goldenKeys.get(i).equals(ourKeys.get(i + 1)) && goldenKeys.get(i + 1).equals(ourKeys.get(i))
                    && !goldenKeys.get(i).equals(goldenKeys.get(i + 1));
            if (swapped && goldenScores[i] - goldenScores[i + 1] < bound) {
                near.add(what + " " + i + " and " + (i + 1) + " swapped: golden scores differ by "
                        + (goldenScores[i] - goldenScores[i + 1]));
                place[i] = i + 1;
                place[i + 1] = i;
                i++;
            }
        }
        return place;
    }

    static int[] reorder(int[] values, int[] place) {
        if (place.length == 0 || values.length % place.length != 0) {
            return values;
        }
        final int width = values.length / place.length;
        final int[] out = new int[values.length];
        for (int i = 0; i < place.length; i++) {
            System.arraycopy(values, place[i] * width, out, i * width, width);
        }
        return out;
    }

    static double[] reorder(double[] values, int[] place) {
        if (place.length == 0 || values.length % place.length != 0) {
            return values;
        }
        final int width = values.length / place.length;
        final double[] out = new double[values.length];
        for (int i = 0; i < place.length; i++) {
            System.arraycopy(values, place[i] * width, out, i * width, width);
        }
        return out;
    }
}
