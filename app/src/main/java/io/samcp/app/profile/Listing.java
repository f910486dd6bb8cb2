package io.samcp.app.profile;

import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines of a text that are worth showing, with what was counted: comments at the head and functions that nothing used are left out. */
final class Listing {

    private static final int SHOWN_BEFORE = 6;
    private static final int SHOWN_AFTER = 2;

    private Listing() {}

    /**
     * A line.
     *
     * @param number from 1; 0 stands for lines left out
     * @param text as written
     * @param counts what was counted; null where there is no instruction
     */
    record Line(int number, String text, Counts counts) {

        /** Share of a line in all executed instructions, 0 to 1. */
        double share(Counts total) {
            return counts == null || total.get(Counter.WARPS) == 0 ? 0 : (double) counts.get(Counter.WARPS) / total.get(Counter.WARPS);
        }
    }

    static List<Line> of(Profile profile) {
        final Map<Integer, Counts> counted = profile.counters().lines();
        final boolean[] shown = new boolean[profile.text().size() + 2];
        for (final int line : counted.keySet()) {
            for (int i = Math.max(1, line - SHOWN_BEFORE); i <= Math.min(profile.text().size(), line + SHOWN_AFTER); i++) {
                shown[i] = true;
            }
        }
        final List<Line> lines = new ArrayList<>();
        for (int i = 1; i <= profile.text().size(); i++) {
            if (shown[i]) {
                lines.add(new Line(i, profile.text().get(i - 1), counted.get(i)));
            } else if (i > 1 && shown[i - 1] && hasMore(shown, i)) {
                lines.add(new Line(0, "...", null));
            }
        }
        return lines;
    }

    private static boolean hasMore(boolean[] shown, int from) {
        for (int i = from; i < shown.length; i++) {
            if (shown[i]) {
                return true;
            }
        }
        return false;
    }
}
