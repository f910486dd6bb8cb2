package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;

/** Integer, logic and shift instructions (PTX ISA 9.7.1, 9.7.8), on whole numbers without bounds. */
final class IntegerOracle {

    private static final BigInteger ONE = BigInteger.ONE;
    private static final int BYTE = 0xFF;

    private IntegerOracle() {}

    /** The number some bits of a type mean. */
    static BigInteger value(long raw, PtxType type) {
        final long kept = raw & MicroProgram.mask(type);
        final boolean negative = type.isSigned() && (kept >>> type.bits() - 1 & 1) != 0;
        final BigInteger unsigned = kept < 0 ? BigInteger.valueOf(kept).add(ONE.shiftLeft(Long.SIZE)) : BigInteger.valueOf(kept);
        return negative ? unsigned.subtract(ONE.shiftLeft(type.bits())) : unsigned;
    }

    static BigInteger smallest(PtxType type) {
        return type.isSigned() ? ONE.shiftLeft(type.bits() - 1).negate() : BigInteger.ZERO;
    }

    static BigInteger largest(PtxType type) {
        return ONE.shiftLeft(type.isSigned() ? type.bits() - 1 : type.bits()).subtract(ONE);
    }

    static BigInteger clamp(BigInteger x, PtxType type) {
        return x.max(smallest(type)).min(largest(type));
    }

    static Expected result(Mnemonic m, long[] raw) {
        if (m.type() == PtxType.PRED) {
            return Expected.bits(logic(m.opcode(), raw) & 1);
        }
        final PtxType type = m.type();
        final BigInteger[] x = new BigInteger[raw.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = value(raw[i], type);
        }
        if (m.opcode().equals("mad") && m.has("wide")) {
            x[2] = BigInteger.valueOf(raw[2]); // the addend is as wide as the result
        }
        return switch (m.opcode()) {
            case "and", "or", "xor", "not" -> Expected.bits(logic(m.opcode(), raw));
            case "shl", "shr" -> Expected.bits(shift(m, x[0], raw[1] & 0xFFFFFFFFL));
            case "shf" -> Expected.bits(funnel(m, raw));
            case "bfe" -> Expected.bits(extract(raw[0], type, (int) raw[1] & BYTE, (int) raw[2] & BYTE));
            case "bfi" -> Expected.bits(insert(raw[0], raw[1], type, (int) raw[2] & BYTE, (int) raw[3] & BYTE));
            case "bfind" -> Expected.bits(find(raw[0], type, m.has("shiftamt")));
            case "prmt" -> Expected.bits(permute(m, raw));
            case "dp4a" -> Expected.bits(dot(m, raw));
            case "div", "rem" -> quotient(m.opcode(), x, type);
            default -> Expected.bits(arithmetic(m, type, x).longValue());
        };
    }

    private static BigInteger arithmetic(Mnemonic m, PtxType type, BigInteger... x) {
        return switch (m.opcode()) {
            case "add" -> m.has("sat") ? clamp(x[0].add(x[1]), type) : x[0].add(x[1]);
            case "sub" -> m.has("sat") ? clamp(x[0].subtract(x[1]), type) : x[0].subtract(x[1]);
            case "mul" -> part(m, x[0].multiply(x[1]), type);
            case "mad" -> {
                final BigInteger sum = part(m, x[0].multiply(x[1]), type).add(x[2]);
                yield m.has("sat") ? clamp(sum, type) : sum;
            }
            case "mul24", "mad24" -> {
                final BigInteger product = low24(x[0], type).multiply(low24(x[1], type));
                final BigInteger half = m.has("hi") ? product.shiftRight(16) : product;
                yield m.opcode().equals("mad24") ? half.add(x[2]) : half;
            }
            case "sad" -> x[2].add(x[0].subtract(x[1]).abs());
            case "min" -> x[0].min(x[1]);
            case "max" -> x[0].max(x[1]);
            case "neg" -> x[0].negate();
            case "abs" -> x[0].abs();
            case "cnot" -> x[0].signum() == 0 ? ONE : BigInteger.ZERO;
            case "popc" -> BigInteger.valueOf(x[0].bitCount());
            case "clz" -> BigInteger.valueOf((long) type.bits() - x[0].bitLength());
            case "brev" -> reversed(x[0], type.bits());
            default -> throw new IllegalArgumentException(m + " is not an integer instruction");
        };
    }

    /** Low or high half of a product, or all of it. */
    private static BigInteger part(Mnemonic m, BigInteger product, PtxType type) {
        if (!m.has("hi")) {
            return product; // the register keeps the low half
        }
        return value(product.shiftRight(type.bits()).longValue(), type);
    }

    private static BigInteger low24(BigInteger x, PtxType type) {
        final BigInteger low = x.and(ONE.shiftLeft(24).subtract(ONE));
        return type.isSigned() && low.testBit(23) ? low.subtract(ONE.shiftLeft(24)) : low;
    }

    private static BigInteger reversed(BigInteger x, int bits) {
        BigInteger result = BigInteger.ZERO;
        for (int i = 0; i < bits; i++) {
            result = x.testBit(i) ? result.setBit(bits - 1 - i) : result;
        }
        return result;
    }

    /** A quotient by zero is unspecified, and so is one that does not fit. */
    private static Expected quotient(String opcode, BigInteger[] x, PtxType type) {
        if (x[1].signum() == 0 || x[0].divide(x[1]).compareTo(largest(type)) > 0) {
            return Expected.free();
        }
        return Expected.bits((opcode.equals("div") ? x[0].divide(x[1]) : x[0].remainder(x[1])).longValue());
    }

    private static long logic(String opcode, long... raw) {
        return switch (opcode) {
            case "and" -> raw[0] & raw[1];
            case "or" -> raw[0] | raw[1];
            case "xor" -> raw[0] ^ raw[1];
            default -> ~raw[0];
        };
    }

    /** Amounts beyond the size count as the size. */
    private static long shift(Mnemonic m, BigInteger x, long by) {
        final int n = (int) Math.min(by, m.type().bits());
        return (m.opcode().equals("shl") ? x.shiftLeft(n) : x.shiftRight(n)).longValue();
    }

    private static long funnel(Mnemonic m, long... raw) {
        final long by = raw[2] & 0xFFFFFFFFL;
        final int n = (int) (m.has("clamp") ? Math.min(by, 32) : by % 32);
        final BigInteger both = value(raw[1], PtxType.U32).shiftLeft(32).or(value(raw[0], PtxType.U32));
        return (m.has("l") ? both.shiftLeft(n).shiftRight(32) : both.shiftRight(n)).longValue();
    }

    private static long extract(long a, PtxType type, int position, int length) {
        final int top = type.bits() - 1;
        final boolean sign = type.isSigned() && length > 0 && (a >>> Math.min(position + length - 1, top) & 1) != 0;
        long result = 0;
        for (int i = 0; i <= top; i++) {
            final boolean bit = i < length && position + i <= top ? (a >>> position + i & 1) != 0 : sign;
            result |= bit ? 1L << i : 0;
        }
        return result;
    }

    private static long insert(long a, long b, PtxType type, int position, int length) {
        long result = b;
        for (int i = 0; i < length && position + i < type.bits(); i++) {
            final long bit = 1L << position + i;
            result = (a >>> i & 1) != 0 ? result | bit : result & ~bit;
        }
        return result;
    }

    private static long find(long a, PtxType type, boolean amount) {
        final BigInteger x = value(a, type);
        final int at = (x.signum() < 0 ? x.not() : x).bitLength() - 1; // the number's own bits end below its sign
        return at < 0 ? -1 : amount ? type.bits() - 1 - at : at;
    }

    /** PTX ISA 9.7.9.7; the modes as its table of selected bytes has them, byte 3 first. */
    private static long permute(Mnemonic m, long... raw) {
        final int n = (int) raw[2] & 3;
        final String[] rows = switch (m.modifiers().getLast()) {
            case "f4e" -> new String[]{"3210", "4321", "5432", "6543"};
            case "b4e" -> new String[]{"5670", "6701", "7012", "0123"};
            case "rc8" -> new String[]{"0000", "1111", "2222", "3333"};
            case "ecl" -> new String[]{"3210", "3211", "3222", "3333"};
            case "ecr" -> new String[]{"0000", "1110", "2210", "3210"};
            case "rc16" -> new String[]{"1010", "3232", "1010", "3232"};
            default -> null;
        };
        long result = 0;
        for (int i = 0; i < 4; i++) {
            final int selector = rows == null ? (int) (raw[2] >>> 4 * i) & 0xF : rows[n].charAt(3 - i) - '0';
            final long source = (selector & 4) != 0 ? raw[1] : raw[0];
            final long chosen = source >>> 8 * (selector & 3) & BYTE;
            result |= ((selector & 8) == 0 ? chosen : chosen >= 0x80 ? BYTE : 0) << 8 * i;
        }
        return result;
    }

    /** lop3: bit by bit the row of the truth table that the three operands name. */
    static long table(String text, long... raw) {
        final int table = Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
        long result = 0;
        for (int i = 0; i < Integer.SIZE; i++) {
            final long row = (raw[0] >>> i & 1) * 4 + (raw[1] >>> i & 1) * 2 + (raw[2] >>> i & 1);
            result |= (table >>> row & 1L) << i;
        }
        return result;
    }

    private static long dot(Mnemonic m, long... raw) {
        final PtxType a = m.types().get(0) == PtxType.S32 ? PtxType.S8 : PtxType.U8;
        final PtxType b = m.types().get(1) == PtxType.S32 ? PtxType.S8 : PtxType.U8;
        BigInteger sum = BigInteger.valueOf(raw[2]);
        for (int i = 0; i < 4; i++) {
            sum = sum.add(value(raw[0] >>> 8 * i, a).multiply(value(raw[1] >>> 8 * i, b)));
        }
        return sum.longValue();
    }
}
