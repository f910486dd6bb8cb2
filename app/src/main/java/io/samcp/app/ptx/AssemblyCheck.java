package io.samcp.app.ptx;

import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyException;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.PtxAssembler;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NVIDIA's assembler says about a text for one target.
 *
 * @param architecture the target
 * @param entries what each entry needs, by name; empty if the text was refused
 * @param refusal why, or empty
 * @param readAs the {@code .version} it was read as, because the assembler does not know its own; or empty
 */
public record AssemblyCheck(Architecture architecture, Map<String, AssemblyReport> entries, String refusal, String readAs) {

    private static final Pattern VERSION = Pattern.compile("(?m)^(\\s*\\.version\\s+)[0-9.]+");
    private static final Pattern TOO_NEW = Pattern.compile("Unsupported \\.version .*current version is '([0-9.]+)'");

    /** Assembles a text; one of a newer version than the assembler knows is read as its newest. */
    public static AssemblyCheck of(String file, String text, Architecture architecture) {
        final AssemblyCheck check = of(file, text, architecture, "");
        final Matcher newest = TOO_NEW.matcher(check.refusal());
        return newest.find()
                ? of(file, VERSION.matcher(text).replaceFirst("$1" + newest.group(1)), architecture, newest.group(1))
                : check;
    }

    private static AssemblyCheck of(String file, String text, Architecture architecture, String readAs) {
        try {
            return new AssemblyCheck(architecture, PtxAssembler.assemble(file, text, architecture).byEntry(), "", readAs);
        } catch (AssemblyException e) {
            // The first line names the target, which the caller knows.
            return new AssemblyCheck(architecture, Map.of(), e.getMessage().substring(e.getMessage().indexOf('\n') + 1), readAs);
        }
    }

    /** Architectures that a text's {@code .target} allows; the newest if it is newer than all. */
    public static List<Architecture> targets(String text) {
        final List<Architecture> fitting = Architecture.running(text);
        return fitting.isEmpty() ? List.of(Architecture.values()[Architecture.values().length - 1]) : fitting;
    }
}
