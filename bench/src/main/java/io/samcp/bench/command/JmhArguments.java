package io.samcp.bench.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A command line for JMH: what the user wrote for it, and our own wishes where the user said nothing. */
final class JmhArguments {

    private static final String PARAMETER = "-p";

    private final List<String> users;
    private final Map<String, String> flags;
    private final Map<String, String> parameters;

    /** @param users as written after {@code --} */
    JmhArguments(List<String> users) {
        this(users, Map.of("-prof", "gc"), Map.of());
    }

    private JmhArguments(List<String> users, Map<String, String> flags, Map<String, String> parameters) {
        this.users = List.copyOf(users);
        this.flags = new LinkedHashMap<>(flags);
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /** One that can be added to without changing this one. */
    JmhArguments copy() {
        return new JmhArguments(users, flags, parameters);
    }

    /** A flag and its value, unless there is one already. */
    JmhArguments flag(String flag, String value) {
        flags.putIfAbsent(flag, value);
        return this;
    }

    /** Values of a benchmark's parameter, unless there are some already; no values: nothing is said. */
    JmhArguments parameter(String name, Collection<?> values) {
        if (!values.isEmpty()) {
            parameters.putIfAbsent(name, values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
        return this;
    }

    /**
     * What to run.
     *
     * @param patterns regular expressions
     * @throws IllegalArgumentException if JMH refuses the arguments or nothing matches
     */
    BenchmarkRun run(String... patterns) {
        final List<String> arguments = new ArrayList<>();
        final Set<String> said = said();
        flags.forEach((flag, value) -> {
            if (!said.contains(flag)) {
                arguments.addAll(List.of(flag, value));
            }
        });
        parameters.forEach((name, values) -> {
            if (!said.contains(PARAMETER + name)) {
                arguments.addAll(List.of(PARAMETER, name + "=" + values));
            }
        });
        arguments.addAll(users);
        arguments.addAll(List.of(patterns));
        return BenchmarkRun.of(arguments);
    }

    /** The user's flags; parameters with their names. Profilers add up and count as nothing said. */
    private Set<String> said() {
        final Set<String> said = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            final boolean parameter = users.get(i).equals(PARAMETER) && i + 1 < users.size();
            said.add(parameter ? PARAMETER + users.get(i + 1).split("=", 2)[0] : users.get(i));
        }
        said.remove("-prof");
        return said;
    }
}
