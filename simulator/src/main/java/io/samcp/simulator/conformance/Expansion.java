package io.samcp.simulator.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines with choices: {@code <a|b>} stands for either, {@code <T=a|b>} also where {@code <T>} stands. Choices nest. */
final class Expansion {

    private static final Pattern CHOICE = Pattern.compile("<(?:(\\w+)=)?([^<>]*\\|[^<>]*|[^<>|]*)>");

    private Expansion() {}

    /** Every line that one with choices stands for. */
    static List<String> of(String line) {
        final Set<String> done = new LinkedHashSet<>();
        final Deque<String> open = new ArrayDeque<>(List.of(line));
        while (!open.isEmpty()) {
            final String next = open.pop();
            final Matcher choice = choice(next);
            if (choice == null) {
                done.add(next);
                continue;
            }
            final String name = choice.group(1);
            final List<String> results = new ArrayList<>();
            for (final String word : choice.group(2).split("\\|", -1)) {
                final String chosen = next.substring(0, choice.start()) + word + next.substring(choice.end());
                results.add(name == null ? chosen : chosen.replace("<" + name + ">", word));
            }
            results.reversed().forEach(open::push);
        }
        return List.copyOf(done);
    }

    /** The first choice; a name alone waits for its value. */
    private static Matcher choice(String line) {
        final Matcher matcher = CHOICE.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1) != null || matcher.group(2).contains("|")) {
                return matcher;
            }
        }
        if (line.contains("<")) {
            throw new IllegalArgumentException("a choice without a value: " + line);
        }
        return null;
    }
}
