package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.LongOps;

/** What integer instructions compute, lane by lane. */
final class IntegerFunctions {

    private IntegerFunctions() {}

    static IntOps.Unary unary(Instruction i, PtxType type) {
        final int unusedBits = Integer.SIZE - type.bits();
        return switch (i.opcode()) {
            case "not" -> x -> ~x;
            case "cnot" -> x -> x == 0 ? 1 : 0;
            case "neg" -> x -> -x;
            case "abs" -> Math::abs;
            case "popc" -> Integer::bitCount;
            case "clz" -> x -> Integer.numberOfLeadingZeros(x) - unusedBits;
            case "brev" -> Integer::reverse;
            case "bfind" -> type.isSigned() ? x -> find(x < 0 ? ~x : x, i.has("shiftamt")) : x -> find(x, i.has("shiftamt"));
            default -> throw new UnknownInstructionException("needs more operands");
        };
    }

    private static int find(int x, boolean shiftAmount) {
        final int zeros = Integer.numberOfLeadingZeros(x);
        return zeros == Integer.SIZE ? -1 : shiftAmount ? zeros : 31 - zeros;
    }

    static IntOps.Binary binary(Instruction i, PtxType type) {
        final boolean signed = type.isSigned();
        return switch (i.opcode()) {
            case "add" -> i.has("sat") ? (a, b) -> saturate((long) a + b) : Integer::sum;
            case "sub" -> i.has("sat") ? (a, b) -> saturate((long) a - b) : (a, b) -> a - b;
            case "mul" -> i.has("hi") ? high(type) : (a, b) -> a * b;
            case "mul24" -> (a, b) -> product24(a, b, signed, i.has("hi"));
            case "div" -> signed ? (a, b) -> b == 0 ? -1 : a / b : (a, b) -> b == 0 ? -1 : Integer.divideUnsigned(a, b);
            case "rem" -> signed ? (a, b) -> b == 0 ? a : a % b : (a, b) -> b == 0 ? a : Integer.remainderUnsigned(a, b);
            case "min" -> signed ? Math::min : (a, b) -> Integer.compareUnsigned(a, b) <= 0 ? a : b;
            case "max" -> signed ? Math::max : (a, b) -> Integer.compareUnsigned(a, b) >= 0 ? a : b;
            case "and" -> (a, b) -> a & b;
            case "or" -> (a, b) -> a | b;
            case "xor" -> (a, b) -> a ^ b;
            case "shl" -> (a, n) -> Integer.compareUnsigned(n, type.bits() - 1) > 0 ? 0 : a << n;
            case "shr" -> signed
                    ? (a, n) -> a >> (Integer.compareUnsigned(n, 31) > 0 ? 31 : n)
                    : (a, n) -> Integer.compareUnsigned(n, 31) > 0 ? 0 : a >>> n;
            default -> throw new UnknownInstructionException("not with two operands");
        };
    }

    static IntOps.Ternary ternary(Instruction i, PtxType type) {
        final boolean signed = type.isSigned();
        return switch (i.opcode()) {
            case "mad" -> i.has("sat")
                    ? (a, b, c) -> saturate((long) high(type).apply(a, b) + c)
                    : i.has("hi") ? (a, b, c) -> high(type).apply(a, b) + c : (a, b, c) -> a * b + c;
            case "mad24" -> (a, b, c) -> product24(a, b, signed, i.has("hi")) + c;
            case "sad" ->
                signed ? (a, b, c) -> c + (a < b ? b - a : a - b) : (a, b, c) -> c + (Integer.compareUnsigned(a, b) > 0 ? a - b : b - a);
            case "bfe" -> (a, position, length) -> extract(a, position & 0xFF, length & 0xFF, signed);
            case "dp4a" -> {
                final boolean signedA = Types.all(i).getFirst().isSigned();
                yield (a, b, c) -> dot(a, b, c, signedA, signed);
            }
            default -> throw new UnknownInstructionException("not with three operands");
        };
    }

    static LongOps.Binary product(Instruction i, PtxType type) {
        if (i.has("hi")) {
            return type.isSigned() ? Math::multiplyHigh : Math::unsignedMultiplyHigh;
        }
        return (a, b) -> a * b;
    }

    static LongOps.Binary longBinary(Instruction i, PtxType type) {
        final boolean signed = type.isSigned();
        return switch (i.opcode()) {
            case "add" -> Long::sum;
            case "sub" -> (a, b) -> a - b;
            case "mul" -> product(i, type);
            case "div" -> signed ? (a, b) -> b == 0 ? -1 : a / b : (a, b) -> b == 0 ? -1 : Long.divideUnsigned(a, b);
            case "rem" -> signed ? (a, b) -> b == 0 ? a : a % b : (a, b) -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case "min" -> signed ? Math::min : (a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b;
            case "max" -> signed ? Math::max : (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b;
            case "and" -> (a, b) -> a & b;
            case "or" -> (a, b) -> a | b;
            case "xor" -> (a, b) -> a ^ b;
            default -> throw new UnknownInstructionException("not for 64 bits");
        };
    }

    /** Product of the low 24 bits: its bits 0 to 31, or 16 to 47. */
    private static int product24(int a, int b, boolean signed, boolean high) {
        final long product = signed ? (long) (a << 8 >> 8) * (b << 8 >> 8) : (long) (a & 0xFFFFFF) * (b & 0xFFFFFF);
        return (int) (high ? product >> 16 : product);
    }

    private static IntOps.Binary high(PtxType type) {
        if (type.bytes() == Short.BYTES) {
            return (a, b) -> a * b >> 16;
        }
        return type.isSigned()
                ? (a, b) -> (int) ((long) a * b >> Integer.SIZE)
                : (a, b) -> (int) ((a & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL) >>> Integer.SIZE);
    }

    private static int saturate(long x) {
        return Math.clamp(x, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static int extract(int a, int position, int length, boolean signed) {
        if (length == 0) {
            return 0;
        }
        final long wide = signed ? a : a & 0xFFFFFFFFL;
        final long shifted = wide >> Math.min(position, 63);
        final int count = Math.min(length, Integer.SIZE);
        if (signed && position + length > Integer.SIZE) {
            return (int) shifted;
        }
        return signed
                ? (int) (shifted << (64 - count) >> (64 - count))
                : (int) (shifted & (count == Integer.SIZE ? 0xFFFFFFFFL : (1L << count) - 1));
    }

    private static int dot(int a, int b, int c, boolean signedA, boolean signedB) {
        int sum = c;
        for (int n = 0; n < 4; n++) {
            final int x = a >>> 8 * n & 0xFF;
            final int y = b >>> 8 * n & 0xFF;
            sum += (signedA ? (byte) x : x) * (signedB ? (byte) y : y);
        }
        return sum;
    }
}
