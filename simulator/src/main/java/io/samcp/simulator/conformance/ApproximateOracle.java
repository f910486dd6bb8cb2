package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;

/**
 * Approximate instructions: the error the ISA allows around the value in double precision, and the results its tables fix. The double
 * value is itself right to some 2^-52, which is nothing beside the bounds.
 */
final class ApproximateOracle {

    private static final double TINY = Float.MIN_NORMAL;
    private static final double WHOLE_TURN = 2 * Math.PI;
    private static final long LOW = 0xFFFFFFFFL;
    private static final FloatFormat F32 = FloatFormat.F32;

    private ApproximateOracle() {}

    static Expected result(Mnemonic m, long[] raw) {
        if (m.type() == PtxType.F64) {
            return doubles(m, raw[0]);
        }
        final boolean flush = m.has("ftz");
        final double a = value(raw[0], flush);
        if (m.opcode().equals("div")) {
            return quotient(m, a, value(raw[1], flush), flush);
        }
        if (Double.isNaN(a)) {
            return nan();
        }
        return switch (m.opcode()) {
            case "rcp" -> a == 0 || Double.isInfinite(a) ? exactly(1 / a) : ulps(1 / a, 1, flush);
            case "sqrt" -> a < 0 ? nan() : a == 0 || Double.isInfinite(a) ? exactly(a) : relative(Math.sqrt(a), -23, flush);
            case "rsqrt" -> a < 0
                    ? nan()
                    : a == 0 || Double.isInfinite(a) ? exactly(1 / a) : relative(1 / Math.sqrt(a), -22.9, flush);
            case "sin", "cos" -> wave(m.opcode().equals("sin"), a, flush);
            case "lg2" -> logarithm(a);
            case "ex2" -> a == 0 ? exactly(1) : Double.isInfinite(a) ? exactly(a > 0 ? a : 0) : ulps(Math.pow(2, a), 2, flush);
            case "tanh" -> a == 0 ? exactly(a) : Double.isInfinite(a) ? exactly(Math.signum(a)) : relative(Math.tanh(a), -11, flush);
            default -> throw new IllegalArgumentException(m + " is not approximate");
        };
    }

    private static double value(long raw, boolean flush) {
        return Float.intBitsToFloat((int) (flush ? F32.flush(raw) : raw));
    }

    private static Expected nan() {
        return Expected.nan(F32.canonicalNan());
    }

    private static Expected exactly(double x) {
        return Expected.bits(Float.floatToRawIntBits((float) x) & LOW);
    }

    /** So many units in the last place around the rounded value. */
    private static Expected ulps(double exact, int ulps, boolean flush) {
        final double ulp = Math.abs(exact) > Float.MAX_VALUE ? Math.ulp(Float.MAX_VALUE) : Math.ulp((float) exact);
        return around(exact, (ulps + 0.5) * ulp, flush);
    }

    private static Expected relative(double exact, double power, boolean flush) {
        return around(exact, Math.max(Math.abs(exact) * Math.pow(2, power), Float.MIN_VALUE / 2.0), flush);
    }

    /** A result that may be subnormal may be flushed. */
    private static Expected around(double exact, double error, boolean flush) {
        final double low = exact - error;
        final double high = exact + error;
        return flush && Math.abs(exact) - error < TINY ? Expected.range(Math.min(low, 0), Math.max(high, 0)) : Expected.range(low, high);
    }

    private static Expected wave(boolean sine, double a, boolean flush) {
        if (Double.isInfinite(a)) {
            return nan();
        }
        if (a == 0) {
            return exactly(sine ? a : 1);
        }
        final double exact = sine ? Math.sin(a) : Math.cos(a);
        final double size = Math.abs(a);
        return size <= WHOLE_TURN
                ? around(exact, Math.pow(2, -20.5), flush)
                : size <= 50 * WHOLE_TURN ? around(exact, Math.pow(2, -14.7), flush) : Expected.free();
    }

    private static Expected logarithm(double a) {
        if (a == 0) {
            return exactly(Double.NEGATIVE_INFINITY);
        }
        if (a < 0) {
            return nan();
        }
        if (Double.isInfinite(a)) {
            return exactly(a);
        }
        final double exact = Math.log(a) / Math.log(2);
        return a > 0.5 && a < 2 ? around(exact, 0x1p-22, false) : relative(exact, -22, false);
    }

    /** {@code .full}: 2 ulp everywhere. {@code .approx}: 2 ulp while |b| lies in 2^-126..2^126, beyond that zero, or NaN for an infinity. */
    private static Expected quotient(Mnemonic m, double a, double b, boolean flush) {
        final double size = Math.abs(b);
        if (Double.isNaN(a / b)) {
            return nan();
        }
        if (m.has("approx") && size > 0x1p126 && size < 0x1p128) {
            return Double.isInfinite(a) ? nan() : exactly(Math.copySign(0.0, a) * Math.signum(b));
        }
        if (a == 0 || b == 0 || Double.isInfinite(a) || Double.isInfinite(b)) {
            return exactly(a / b);
        }
        return m.has("approx") && size < TINY ? Expected.free() : ulps(a / b, 2, flush);
    }

    /** The gross ones look at the upper word only and give one; of their error and that of rsqrt.approx.f64 the ISA says nothing: 2^-18. */
    private static Expected doubles(Mnemonic m, long raw) {
        final FloatFormat format = FloatFormat.F64;
        final boolean gross = m.has("ftz");
        final double a = Double.longBitsToDouble(gross ? format.flush(raw & ~LOW) : raw);
        final double exact = m.opcode().equals("rcp") ? 1 / a : 1 / Math.sqrt(a);
        if (format.isNan(raw) || Double.isNaN(exact)) {
            return gross ? Expected.nan(0x7FFFFFFF00000000L) : Expected.anyNan();
        }
        if (a == 0 || Double.isInfinite(a)) {
            return Expected.bits(Double.doubleToRawLongBits(m.opcode().equals("rsqrt") && a == 0
                    ? Math.copySign(Double.POSITIVE_INFINITY, a)
                    : 1 / a));
        }
        final double error = Math.abs(exact) * 0x1p-18;
        final double low = exact - error;
        final double high = exact + error;
        final boolean flushed = gross && Math.abs(exact) - error < Double.MIN_NORMAL;
        return flushed ? Expected.range(Math.min(low, 0), Math.max(high, 0)) : Expected.range(low, high);
    }
}
