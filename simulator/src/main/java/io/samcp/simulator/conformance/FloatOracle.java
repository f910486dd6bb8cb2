package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;

/** Floating-point arithmetic with one rounding (PTX ISA 9.7.3, 9.7.4), in every format and on pairs of halves. */
final class FloatOracle {

    private static final int HALF = 16;
    private static final long LOW = 0xFFFF;

    private FloatOracle() {}

    static Expected result(Mnemonic m, long[] raw) {
        final PtxType type = m.type();
        if (type != PtxType.F16X2 && type != PtxType.BF16X2) {
            return one(m, type, raw);
        }
        final long[] low = raw.clone();
        final long[] high = raw.clone();
        for (int i = 0; i < raw.length; i++) {
            low[i] = raw[i] & LOW;
            high[i] = raw[i] >>> HALF & LOW;
        }
        return pair(one(m, type, high), one(m, type, low));
    }

    /** Two halves; if the ISA leaves one of them open, this engine's promise is all there is to compare. */
    static Expected pair(Expected high, Expected low) {
        final long both = high.bits() << HALF | low.bits() & LOW;
        if (high.kind() == Expected.Kind.BITS && low.kind() == Expected.Kind.BITS) {
            return Expected.bits(both);
        }
        return high.promise() && low.promise() ? Expected.promisedOnly(both) : Expected.free();
    }

    private static Expected one(Mnemonic m, PtxType type, long... raw) {
        final FloatFormat format = FloatFormat.of(type);
        final boolean flush = m.has("ftz");
        final long[] a = new long[raw.length];
        final Real[] x = new Real[raw.length];
        for (int i = 0; i < raw.length; i++) {
            a[i] = flush ? format.flush(raw[i]) : raw[i];
            x[i] = format.decode(a[i]);
        }
        return switch (m.opcode()) {
            case "neg", "abs" -> {
                final long sign = format.signBit();
                final long changed = m.opcode().equals("neg") ? a[0] ^ sign : a[0] & ~sign;
                // what becomes of a NaN's sign and payload is not said, or that it may change
                yield format.isNan(a[0]) ? Expected.anyNan() : Expected.bits(changed);
            }
            case "copysign" -> {
                final long bits = a[1] & ~format.signBit() | a[0] & format.signBit();
                yield format.isNan(a[1]) ? Expected.anyNan() : Expected.bits(bits);
            }
            case "min", "max" -> extreme(m, format, a, x);
            default -> rounded(m, format, x);
        };
    }

    private static Expected extreme(Mnemonic m, FloatFormat format, long[] a, Real... x) {
        final boolean first = format.isNan(a[0]);
        final boolean second = format.isNan(a[1]);
        if (first && second || m.has("NaN") && (first || second)) {
            return format.equals(FloatFormat.F64) ? Expected.anyNan() : Expected.bits(format.canonicalNan());
        }
        if (first || second) {
            return Expected.bits(first ? a[1] : a[0]);
        }
        int order = x[0].compareTo(x[1]);
        order = order == 0 ? Boolean.compare(x[1].negative(), x[0].negative()) : order; // -0 is below +0
        return Expected.bits(order < 0 == m.opcode().equals("min") ? a[0] : a[1]);
    }

    private static Expected rounded(Mnemonic m, FloatFormat format, Real... x) {
        final RoundingMode mode = RoundingMode.of(m);
        final boolean down = mode == RoundingMode.RM;
        final Real one = Real.of(java.math.BigInteger.ONE);
        final Real exact = switch (m.opcode()) {
            case "add" -> x[0].add(x[1], down);
            case "sub" -> x[0].add(x[1].negate(), down);
            case "mul" -> x[0].multiply(x[1]);
            case "fma", "mad" -> x[0].multiply(x[1]).add(x[2], down);
            case "div" -> x[0].divide(x[1]);
            case "rcp" -> one.divide(x[0]);
            case "sqrt" -> x[0].sqrt();
            default -> throw new IllegalArgumentException(m + " is no float arithmetic");
        };
        return rounded(m, format, exact, mode);
    }

    /** Rounds and does what {@code .ftz}, {@code .sat} and {@code .relu} ask for. */
    static Expected rounded(Mnemonic m, FloatFormat format, Real exact, RoundingMode mode) {
        long bits = format.encode(exact, mode);
        if (exact.is(Real.Kind.NAN)) {
            return m.has("sat")
                    ? Expected.bits(0)
                    : m.has("relu") ? Expected.bits(bits) : format.equals(FloatFormat.F64) ? Expected.anyNan() : Expected.nan(bits);
        }
        final boolean zero = (bits & ~format.signBit()) == 0;
        if (m.has("sat") || m.has("relu")) {
            final long top = format.encode(Real.of(java.math.BigInteger.ONE), mode);
            if (zero && exact.is(Real.Kind.ZERO) && exact.negative()) {
                return Expected.either(0, format.signBit()); // the ISA does not say which zero
            }
            bits = exact.negative() ? 0 : m.has("sat") && bits > top ? top : bits;
        }
        if (m.has("ftz")) {
            final Real size = exact.abs();
            final Real normal = format.decode(format.infinity() & -format.infinity());
            final boolean tiny = !exact.is(Real.Kind.ZERO) && size.compareTo(normal) < 0;
            if (tiny && !format.isSubnormal(bits)) {
                return Expected.either(bits, bits & format.signBit()); // tiny before, but not after rounding
            }
            bits = format.flush(bits);
        }
        return Expected.bits(bits);
    }
}
