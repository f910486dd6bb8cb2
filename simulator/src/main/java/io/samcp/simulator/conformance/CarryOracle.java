package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chains of add, sub and mad that write and read the carry (PTX ISA 9.7.2), one instruction after the other. */
final class CarryOracle implements Oracle {

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Map<String, Long> registers = new HashMap<>();
        for (int i = 0; i < block[thread].length; i++) {
            registers.put(MicroProgram.OPERANDS.get(i), block[thread][i]);
        }
        int carry = 0;
        for (final String instruction : program.body().instructions()) {
            final String[] words = instruction.split("[\\s,]+", -1);
            carry = step(Mnemonic.parse(words[0]), List.of(words), registers, carry);
        }
        final Expected[] results = new Expected[program.results().size()];
        for (int r = 0; r < results.length; r++) {
            results[r] = Expected.bits(registers.get(MicroProgram.RESULTS.get(r)));
        }
        return results;
    }

    /** Writes the result; returns the carry after it. */
    private static int step(Mnemonic m, List<String> words, Map<String, Long> registers, int carry) {
        final PtxType type = m.type();
        final PtxType bits = type.bits() == Long.SIZE ? PtxType.U64 : PtxType.U32;
        final long x = value(words.get(2), registers);
        final long y = value(words.get(3), registers);
        final BigInteger in = BigInteger.valueOf(m.opcode().endsWith("c") ? carry : 0);
        final BigInteger result;
        if (m.opcode().startsWith("mad")) {
            final BigInteger product = IntegerOracle.value(x, type).multiply(IntegerOracle.value(y, type));
            final BigInteger part = m.has("hi") ? product.shiftRight(type.bits()) : product;
            result = IntegerOracle.value(part.longValue(), bits).add(IntegerOracle.value(value(words.get(4), registers), bits)).add(in);
        } else {
            final BigInteger a = IntegerOracle.value(x, bits);
            final BigInteger b = IntegerOracle.value(y, bits);
            result = m.opcode().startsWith("sub") ? a.subtract(b).subtract(in) : a.add(b).add(in);
        }
        registers.put(words.get(1), result.longValue());
        final boolean out = result.signum() < 0 || result.bitLength() > type.bits();
        return m.has("cc") ? out ? 1 : 0 : carry;
    }

    private static long value(String operand, Map<String, Long> registers) {
        return operand.startsWith("%") ? registers.get(operand) : Long.decode(operand);
    }
}
