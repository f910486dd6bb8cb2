package io.samcp.simulator.ast;

import java.util.List;
import java.util.Map;

/**
 * A parsed PTX file.
 *
 * @param file its name in messages
 * @param lines its text by line
 * @param variables module-level variables
 * @param functions by name
 */
public record PtxModule(String file, List<String> lines, List<Variable> variables, Map<String, Function> functions) {

    /** Text of a line, trimmed; for messages. */
    public String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1).strip() : "";
    }
}
