package io.samcp.runtime.assembler;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the assembler says about a kernel.
 *
 * @param architecture what it was assembled for
 * @param registers registers per thread
 * @param spillStoreBytes bytes stored to local memory because registers ran out
 * @param spillLoadBytes bytes loaded back
 * @param stackBytes stack frame per thread
 * @param sharedBytes static shared memory per block
 * @param codeBytes size of the machine code's file
 * @param log the assembler's own words
 */
public record AssemblyReport(Architecture architecture, int registers, int spillStoreBytes, int spillLoadBytes, int stackBytes,
        int sharedBytes, long codeBytes, String log) {

    private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers");
    private static final Pattern ENTRY = Pattern.compile("Compiling entry function '([^']+)'");
    private static final Pattern SPILL_STORES = Pattern.compile("(\\d+) bytes spill stores");
    private static final Pattern SPILL_LOADS = Pattern.compile("(\\d+) bytes spill loads");
    private static final Pattern STACK = Pattern.compile("(\\d+) bytes stack frame");
    private static final Pattern SHARED = Pattern.compile("(\\d+) bytes smem");

    static AssemblyReport of(Architecture architecture, long codeBytes, String log) {
        if (!REGISTERS.matcher(log).find()) {
            throw new AssemblyException("the assembler's log for " + architecture.target() + " names no registers: " + log);
        }
        return new AssemblyReport(architecture, number(REGISTERS, log), number(SPILL_STORES, log), number(SPILL_LOADS, log),
                number(STACK, log), number(SHARED, log), codeBytes, log);
    }

    /** The same for each entry, by name, in the order of their names; the size of the machine code is that of all. */
    public Map<String, AssemblyReport> byEntry() {
        final Map<String, AssemblyReport> reports = new TreeMap<>();
        final Matcher entry = ENTRY.matcher(log);
        String name = null;
        int from = 0;
        while (entry.find()) {
            if (name != null) {
                reports.put(name, of(architecture, codeBytes, log.substring(from, entry.start())));
            }
            name = entry.group(1);
            from = entry.start();
        }
        if (name != null) {
            reports.put(name, of(architecture, codeBytes, log.substring(from)));
        }
        return reports;
    }

    /** Whether the assembler warned about anything. */
    public boolean hasWarnings() {
        return log.contains("warning");
    }

    private static int number(Pattern pattern, String log) {
        final Matcher matcher = pattern.matcher(log);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
