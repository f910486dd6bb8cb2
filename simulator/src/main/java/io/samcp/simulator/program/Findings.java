package io.samcp.simulator.program;

import io.samcp.simulator.ast.Position;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Collects everything wrong with a module, so that it is reported together. */
final class Findings {

    private final String file;
    private final List<String> found = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Position position, String what) {
        final String finding = position + ": " + what;
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PtxSyntaxException(file, found);
        }
    }
}
