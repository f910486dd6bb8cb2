package io.samcp.simulator.program;

import io.samcp.simulator.ast.Position;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything wrong with a module, so that it is reported together. */
final class Findings {

    private static final Comparator<String> BY_POSITION = Comparator.<String>comparingInt(f -> number(f, 0))
            .thenComparingInt(f -> number(f, 1));

    private final String file;
    private final List<String> found = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Position position, String what) {
        add(position + ": " + what);
    }

    /** A finding that begins with its position. */
    void add(String finding) {
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PtxSyntaxException(file, found.stream().sorted(BY_POSITION).toList());
        }
    }

    private static int number(String finding, int part) {
        return Integer.parseInt(finding.split(":", 3)[part]);
    }
}
