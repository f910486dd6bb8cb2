package io.samcp.app.ptx;

import io.samcp.runtime.Check;
import io.samcp.runtime.KernelFaultException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of checks and faults, as the command line and lists of cases write them. */
public final class CheckNames {

    /** How a choice of checks is written. */
    public static final String SYNTAX = "all|none|NAME,...";

    private CheckNames() {}

    /**
     * A choice of checks.
     *
     * @param where for the message: option or field
     * @throws PtxInputException if it names something else
     */
    public static Set<Check> parse(String where, String text) {
        if (text.equals("all")) {
            return Check.all();
        }
        final Set<Check> checks = EnumSet.noneOf(Check.class);
        if (!text.equals("none")) {
            for (final String name : text.split(",", -1)) {
                checks.add(Arrays.stream(Check.values()).filter(c -> of(c).equals(name.strip())).findFirst()
                        .orElseThrow(() -> new PtxInputException(where + ": expected all, none or some of " + String.join(",", all())
                                + ", found '" + name.strip() + "'")));
            }
        }
        return checks;
    }

    /** Names of all checks. */
    public static List<String> all() {
        return names(Check.all());
    }

    /** Names of checks, in order. */
    public static List<String> names(Set<Check> checks) {
        return Arrays.stream(Check.values()).filter(checks::contains).map(CheckNames::of).toList();
    }

    /** Name of a fault: that of the check that finds it, or {@code trap}, {@code timeout}, {@code other}. */
    public static String of(KernelFaultException.Kind kind) {
        return switch (kind) {
            case OUT_OF_BOUNDS -> "bounds";
            case TIME_OUT -> "timeout";
            case MISALIGNED, UNINITIALISED, RACE, BARRIER, SHUFFLE, TRAP, OTHER -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String of(Check check) {
        return check.name().toLowerCase(Locale.ROOT);
    }
}
