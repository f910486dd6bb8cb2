package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.util.List;

/** set, setp, testp, selp and slct (PTX ISA 9.7.6, 9.7.7, 9.7.3.1). */
final class CompareOracle {

    private static final long ONE = 0x3F800000L;

    private CompareOracle() {}

    static Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Mnemonic m = program.first();
        final long[] raw = block[thread];
        if (m.opcode().equals("testp")) {
            return new Expected[]{truth(test(m, FloatFormat.of(m.type()), raw[0]))};
        }
        final boolean holds = holds(m, raw[0], raw[1]);
        final boolean negated = program.text().contains("!%c");
        final boolean with = raw.length > 2 && raw[2] != 0 != negated;
        if (m.opcode().equals("set")) {
            final boolean result = combined(m, holds, with);
            return new Expected[]{Expected.bits(!result ? 0 : m.types().getFirst() == PtxType.F32 ? ONE : -1)};
        }
        final Expected p = truth(combined(m, holds, with));
        final Expected q = truth(combined(m, !holds, with));
        return program.results().size() > 1 ? new Expected[]{p, q} : new Expected[]{program.text().contains("_|%d") ? q : p};
    }

    private static Expected truth(boolean holds) {
        return Expected.bits(holds ? 1 : 0);
    }

    private static boolean combined(Mnemonic m, boolean t, boolean c) {
        return m.has("and") ? t && c : m.has("or") ? t || c : m.has("xor") ? t != c : t;
    }

    private static boolean test(Mnemonic m, FloatFormat format, long a) {
        final Real x = format.decode(a);
        final boolean finite = x.is(Real.Kind.FINITE) || x.is(Real.Kind.ZERO);
        return switch (m.modifiers().getFirst()) {
            case "finite" -> finite;
            case "infinite" -> x.is(Real.Kind.INFINITE);
            case "number" -> !x.is(Real.Kind.NAN);
            case "notanumber" -> x.is(Real.Kind.NAN);
            case "normal" -> finite && !format.isSubnormal(a); // zeros are normal numbers here
            case "subnormal" -> format.isSubnormal(a);
            default -> throw new IllegalArgumentException("no test " + m);
        };
    }

    private static boolean holds(Mnemonic m, long a, long b) {
        final PtxType type = m.type();
        final String how = m.modifiers().stream().filter(w -> !List.of("and", "or", "xor", "ftz").contains(w)).findFirst().orElseThrow();
        if (!type.isFloat()) {
            return holds(how, IntegerOracle.value(a, type).compareTo(IntegerOracle.value(b, type)));
        }
        final FloatFormat format = FloatFormat.of(type);
        final Real x = format.decode(m.has("ftz") ? format.flush(a) : a);
        final Real y = format.decode(m.has("ftz") ? format.flush(b) : b);
        final boolean nan = x.is(Real.Kind.NAN) || y.is(Real.Kind.NAN);
        if (how.equals("num") || how.equals("nan")) {
            return nan == how.equals("nan");
        }
        final boolean unordered = how.endsWith("u");
        return nan ? unordered : holds(unordered ? how.substring(0, 2) : how, x.compareTo(y));
    }

    private static boolean holds(String how, int order) {
        return switch (how) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt", "lo" -> order < 0;
            case "le", "ls" -> order <= 0;
            case "gt", "hi" -> order > 0;
            case "ge", "hs" -> order >= 0;
            default -> throw new IllegalArgumentException("no comparison '" + how + "'");
        };
    }

    static Expected selected(Mnemonic m, long[] raw) {
        final boolean first;
        if (m.opcode().equals("selp")) {
            first = raw[2] != 0;
        } else if (m.type() == PtxType.F32) {
            final FloatFormat format = FloatFormat.F32;
            final Real c = format.decode(m.has("ftz") ? format.flush(raw[2]) : raw[2]);
            first = c.is(Real.Kind.ZERO) || !c.is(Real.Kind.NAN) && !c.negative();
        } else {
            first = (int) raw[2] >= 0;
        }
        return Expected.bits(first ? raw[0] : raw[1]);
    }
}
