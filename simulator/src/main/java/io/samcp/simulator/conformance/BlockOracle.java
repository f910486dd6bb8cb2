package io.samcp.simulator.conformance;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all threads of a block do together: votes at a barrier, and atomics on one place, whose order does not matter. */
final class BlockOracle {

    private static final Pattern START = Pattern.compile("st\\.\\S+ \\[(?:room|%u)], (-?\\d+)");

    private BlockOracle() {}

    static Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Mnemonic m = program.mnemonics().stream()
                .filter(i -> i.has("red") || i.opcode().equals("red") || i.opcode().equals("atom")).findFirst().orElseThrow();
        if (m.has("red")) {
            final long votes = Arrays.stream(block).filter(o -> o[0] != 0).count();
            return new Expected[]{Expected.bits(m.has("popc")
                    ? votes
                    : m.has("and") ? votes == block.length ? 1 : 0 : votes > 0 ? 1 : 0)};
        }
        final Matcher start = START.matcher(program.text());
        if (!start.find()) {
            throw new IllegalArgumentException("no first value: " + program.text());
        }
        long value = Long.decode(start.group(1));
        for (final long[] operands : block) {
            value = MemoryOracle.after(m, value, operands[0], 0, false);
        }
        return new Expected[]{Expected.bits(value)};
    }
}
