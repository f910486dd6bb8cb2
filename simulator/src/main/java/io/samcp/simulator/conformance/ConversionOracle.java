package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;

/** cvt (PTX ISA 9.7.9.21): the exact value of the source, changed as the modifiers say, and rounded once. */
final class ConversionOracle implements Oracle {

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Mnemonic m = program.first();
        final long[] raw = block[thread];
        final PtxType to = m.types().get(0);
        final PtxType from = m.types().get(1);
        if (to == PtxType.F16X2 || to == PtxType.BF16X2) {
            return new Expected[]{FloatOracle.pair(real(m, FloatFormat.of(to), from, raw[0]), real(m, FloatFormat.of(to), from, raw[1]))};
        }
        if (to == PtxType.TF32) {
            final FloatFormat format = FloatFormat.TF32;
            final Real x = FloatFormat.F32.decode(raw[0]);
            // the lower 13 bits are zero; of a NaN the ISA says nothing
            return new Expected[]{x.is(Real.Kind.NAN)
                    ? Expected.nan(FloatFormat.F32.canonicalNan())
                    : Expected.bits(format.encode(x, RoundingMode.RNA) << Integer.SIZE - format.bits())};
        }
        return new Expected[]{to.isFloat() ? real(m, FloatFormat.of(to), from, raw[0]) : whole(m, to, from, raw[0])};
    }

    private static Real source(Mnemonic m, PtxType from, long raw) {
        if (!from.isFloat()) {
            return Real.of(IntegerOracle.value(raw, from));
        }
        final FloatFormat format = FloatFormat.of(from);
        return format.decode(from == PtxType.F32 && m.has("ftz") ? format.flush(raw) : raw);
    }

    private static boolean toWhole(Mnemonic m) {
        return m.has("rni") || m.has("rzi") || m.has("rmi") || m.has("rpi");
    }

    private static Expected real(Mnemonic m, FloatFormat format, PtxType from, long raw) {
        final Real x = source(m, from, raw);
        final RoundingMode mode = RoundingMode.of(m);
        if (toWhole(m)) {
            return FloatOracle.rounded(m.without("ftz"), format, x.toWhole(mode), RoundingMode.RN);
        }
        // .ftz is for .f32 alone
        return FloatOracle.rounded(format.equals(FloatFormat.F32) ? m : m.without("ftz"), format, x, mode);
    }

    private static Expected whole(Mnemonic m, PtxType to, PtxType from, long raw) {
        final Real x = source(m, from, raw);
        final BigInteger value = switch (x.kind()) {
            case NAN -> from != PtxType.F64 && to.bits() < Long.SIZE ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(to.bits() - 1);
            case INFINITE -> x.negative() ? IntegerOracle.smallest(to) : IntegerOracle.largest(to);
            default -> x.toWhole(RoundingMode.of(m)).whole();
        };
        final boolean clamp = (from.isFloat() || m.has("sat")) && !x.is(Real.Kind.NAN);
        final BigInteger kept = clamp ? IntegerOracle.clamp(value, to) : IntegerOracle.value(value.longValue(), to);
        // a wider register takes the sign of a signed number
        return Expected.bits(IntegerOracle.value(kept.longValue(), to).longValue());
    }
}
