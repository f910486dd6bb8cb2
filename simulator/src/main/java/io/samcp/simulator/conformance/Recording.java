package io.samcp.simulator.conformance;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a device and the engine gave for one program.
 *
 * @param program what ran
 * @param operands by thread, as the program names them
 * @param device bits by result and thread
 * @param engine likewise
 */
public record Recording(MicroProgram program, long[][] operands, long[][] device, long[][] engine) {

    /** How many results are not the same bits. */
    public long differences() {
        long differences = 0;
        for (int r = 0; r < device.length; r++) {
            final long mask = mask(r);
            for (int i = 0; i < device[r].length; i++) {
                differences += ((device[r][i] ^ engine[r][i]) & mask) != 0 ? 1 : 0;
            }
        }
        return differences;
    }

    private long mask(int result) {
        return MicroProgram.mask(program.results().get(result));
    }

    /**
     * Text, everything in hexadecimal: a line that begins with {@code #} and names the program, then one for each thread, 128 threads to a
     * block: {@code OPERANDS -> DEVICE}, and {@code | ENGINE} where the engine's results are not the same bits.
     */
    public void appendTo(StringBuilder text) {
        text.append("# ").append(program.where()).append(' ').append(program.text()).append('\n');
        for (int i = 0; i < operands.length; i++) {
            for (final long operand : operands[i]) {
                text.append(Long.toHexString(operand)).append(' ');
            }
            final String found = row(device, i);
            final String expected = row(engine, i);
            text.append("-> ").append(found).append(found.equals(expected) ? "" : " | " + expected).append('\n');
        }
    }

    private String row(long[][] bits, int thread) {
        return IntStream.range(0, bits.length).mapToObj(r -> Long.toHexString(bits[r][thread] & mask(r))).collect(Collectors.joining(" "));
    }
}
