package io.samcp.app.profile;

import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The functions of a text that a launch used, line by line, with what was counted; the rest of the text is left out. */
final class Listing {

    private static final Pattern FUNCTION = Pattern.compile("^[^/]*\\.(entry|func)\\b.*");

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
        final SortedMap<Integer, Counts> counted = profile.counters().lines();
        final List<String> text = profile.text();
        final List<Line> lines = new ArrayList<>();
        int from = 1;
        while (from <= text.size()) {
            final int next = next(text, from + 1);
            final SortedMap<Integer, Counts> inside = counted.subMap(from, next);
            if (!inside.isEmpty()) {
                if (!lines.isEmpty() && lines.getLast().number() < from - 1) {
                    lines.add(new Line(0, "...", null));
                }
                for (int i = from; i <= end(text, inside.lastKey(), next); i++) {
                    lines.add(new Line(i, text.get(i - 1), counted.get(i)));
                }
            }
            from = next;
        }
        return lines;
    }

    /** The line where the next function begins, or the one after the last. */
    private static int next(List<String> text, int from) {
        for (int i = from; i <= text.size(); i++) {
            if (FUNCTION.matcher(text.get(i - 1)).matches()) {
                return i;
            }
        }
        return text.size() + 1;
    }

    /** The brace that closes a function, or else its last instruction. */
    private static int end(List<String> text, int last, int next) {
        for (int i = last; i < next; i++) {
            if (text.get(i - 1).startsWith("}")) {
                return i;
            }
        }
        return last;
    }
}
