package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * What the lanes of a warp do together (PTX ISA 9.7.9.6, 9.7.13). A program whose member mask is {@code %x} works in two groups, even and
 * odd lanes, else in one.
 */
final class WarpOracle implements Oracle {

    private static final int LANES = 32;

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Mnemonic m = program.mnemonics().getLast();
        final int lane = thread % LANES;
        final int first = thread - lane;
        final int[] group = IntStream.range(0, LANES).filter(k -> !program.text().endsWith("%x") || (k - lane) % 2 == 0).toArray();
        final long mine = operand(block, thread);
        return switch (m.opcode()) {
            case "shfl" -> shuffle(m, program, block, first, lane);
            case "vote" -> vote(m, group, block, first);
            case "match" -> {
                final long same = mask(group, k -> operand(block, first + (int) k) == mine);
                final long all = mask(group, k -> true);
                yield m.has("any")
                        ? one(same)
                        : new Expected[]{Expected.bits(same == all ? all : 0), Expected.bits(same == all ? 1 : 0)};
            }
            case "redux" -> one(reduce(m, group, block, first));
            case "elect" -> new Expected[]{Expected.bits(group[0]), Expected.bits(lane == group[0] ? 1 : 0)};
            case "activemask" -> one(0xFFFFFFFFL);
            default -> throw new IllegalArgumentException(m + " is not for warps");
        };
    }

    private static Expected[] one(long bits) {
        return new Expected[]{Expected.bits(bits)};
    }

    private static long operand(long[][] block, int thread) {
        return block[thread].length == 0 ? 0 : block[thread][0];
    }

    private static long mask(int[] group, LongPredicate holds) {
        return IntStream.of(group).filter(holds::test).mapToLong(k -> 1L << k).sum();
    }

    private static Expected[] vote(Mnemonic m, int[] group, long[][] block, int first) {
        final long votes = mask(group, k -> operand(block, first + (int) k) != 0);
        final long all = mask(group, k -> true);
        if (m.has("ballot")) {
            return one(votes);
        }
        final boolean holds = m.has("all") ? votes == all : m.has("any") ? votes != 0 : votes == all || votes == 0;
        return one(holds ? 1 : 0);
    }

    private static long reduce(Mnemonic m, int[] group, long[][] block, int first) {
        final PtxType type = m.type();
        return IntStream.of(group).mapToObj(k -> IntegerOracle.value(operand(block, first + k), type)).reduce((x, y) -> combine(m, x, y))
                .orElseThrow().longValue();
    }

    private static BigInteger combine(Mnemonic m, BigInteger x, BigInteger y) {
        return switch (m.modifiers().get(1)) {
            case "add" -> x.add(y);
            case "min" -> x.min(y);
            case "max" -> x.max(y);
            case "and" -> x.and(y);
            case "or" -> x.or(y);
            default -> x.xor(y);
        };
    }

    /** The lane read from, with the segment and clamp that operand c packs; outside it a lane keeps its own value. */
    private static Expected[] shuffle(Mnemonic m, MicroProgram program, long[][] block, int first, int lane) {
        final int b = (int) block[first + lane][1] & 0x1F;
        final int c = (int) block[first + lane][2];
        final int clamp = c & 0x1F;
        final int segment = c >>> 8 & 0x1F;
        final int highest = lane & segment | clamp & ~segment;
        final int lowest = lane & segment;
        int from;
        final boolean inside;
        switch (m.modifiers().get(1)) {
            case "up" -> {
                from = lane - b;
                inside = from >= highest;
            }
            case "down" -> {
                from = lane + b;
                inside = from <= highest;
            }
            case "bfly" -> {
                from = lane ^ b;
                inside = from <= highest;
            }
            default -> {
                from = lowest | b & ~segment;
                inside = from <= highest;
            }
        }
        from = inside ? from : lane;
        final Expected value = Expected.bits(block[first + from][0]);
        return program.results().size() > 1 ? new Expected[]{value, Expected.bits(inside ? 1 : 0)} : new Expected[]{value};
    }
}
