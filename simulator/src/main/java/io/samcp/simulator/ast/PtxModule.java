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
 * @param unread what could not be read, as {@code line:column: what}; a module with such is not run
 */
public record PtxModule(String file, List<String> lines, List<Variable> variables, Map<String, Function> functions,
        List<String> unread) {

    /** Addresses of functions begin here. */
    private static final long FUNCTION_WINDOW = 4L << 60;

    /** Text of a line, trimmed; for messages. */
    public String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1).strip() : "";
    }

    /** What stands for the address of a device function, which no memory has; 0 if there is none of this name. */
    public long functionAddress(String name) {
        final Function function = functions.get(name);
        return function == null || function.entry()
                ? 0
                : FUNCTION_WINDOW + ((long) function.position().line() << 12) + function.position().column();
    }
}
