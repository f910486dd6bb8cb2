package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.BinaryFormat;
import io.samcp.simulator.exec.DoubleOps;
import io.samcp.simulator.exec.FloatCompare;
import io.samcp.simulator.exec.FloatOps;
import io.samcp.simulator.exec.Halves;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.LongOps;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** setp, set and testp. */
final class CompareForms {

    private static final List<String> COMPARISONS = List.of("eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu", "ltu",
            "leu",
            "gtu", "geu", "num", "nan");

    private final Emitter e;

    CompareForms(Emitter emitter) {
        this.e = emitter;
    }

    /** Lanes of a warp where something holds. */
    @FunctionalInterface
    private interface Test {
        int lanes(Warp w);
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("setp", this::setp);
        forms.put("set", this::set);
        forms.put("testp", this::testp);
    }

    private void setp(Instruction i) {
        final Test test = test(i, Types.last(i));
        final Operand to = i.operands().getFirst();
        final int d = e.predicateTarget(to instanceof Operand.Pair(Operand p, Operand _) ? p : to);
        if (to instanceof Operand.Pair(Operand _, Operand q)) {
            final int other = e.predicateTarget(q);
            final Test result = combined(i, test);
            final Test opposite = combined(i, w -> ~test.lanes(w));
            e.emit((w, m) -> {
                final int lanes = result.lanes(w);
                final int otherLanes = opposite.lanes(w);
                w.p[d] = w.p[d] & ~m | lanes & m;
                w.p[other] = w.p[other] & ~m | otherLanes & m;
            });
        } else {
            final Test result = combined(i, test);
            e.emit((w, m) -> w.p[d] = w.p[d] & ~m | result.lanes(w) & m);
        }
    }

    /** The comparison together with the predicate that may follow its operands. */
    private Test combined(Instruction i, Test test) {
        if (i.operands().size() == 3) {
            return test;
        }
        final Emitter.Predicate c = e.condition(i.operands().get(3));
        final String how = i.has("and") ? "and" : i.has("or") ? "or" : "xor";
        return w -> combine(how, test.lanes(w), c.lanes(w));
    }

    private static int combine(String how, int a, int b) {
        return switch (how) {
            case "and" -> a & b;
            case "or" -> a | b;
            default -> a ^ b;
        };
    }

    private void set(Instruction i) {
        final List<PtxType> types = Types.all(i);
        final Test test = combined(i, test(i, types.get(1)));
        if (types.get(0) == PtxType.F32) {
            final int d = e.floatTarget(i.operands().getFirst());
            e.emit((w, m) -> {
                final int lanes = test.lanes(w);
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        w.f[d + k] = lanes >>> k & 1;
                    }
                }
            });
        } else {
            final int d = e.intTarget(i.operands().getFirst());
            e.emit((w, m) -> {
                final int lanes = test.lanes(w);
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        w.i[d + k] = -(lanes >>> k & 1);
                    }
                }
            });
        }
    }

    private void testp(Instruction i) {
        if (Types.last(i) == PtxType.F64) {
            testDouble(i);
            return;
        }
        final int a = e.floatSlot(i.operands().get(1));
        final int d = e.predicateTarget(i.operands().get(0));
        final FloatCompare.Test op = switch (i.modifiers().getFirst()) {
            case "finite" -> (x, y) -> Float.isFinite(x);
            case "infinite" -> (x, y) -> Float.isInfinite(x);
            case "number" -> (x, y) -> !Float.isNaN(x);
            case "notanumber" -> (x, y) -> Float.isNaN(x);
            case "normal" -> (x, y) -> x == 0 || Float.isFinite(x) && Math.abs(x) >= Float.MIN_NORMAL; // zeros count
            case "subnormal" -> (x, y) -> x != 0 && Math.abs(x) < Float.MIN_NORMAL;
            default -> throw new UnknownInstructionException("unknown test");
        };
        e.emit((w, m) -> w.p[d] = w.p[d] & ~m | FloatCompare.compare(op, w.f, a, a) & m);
    }

    private void testDouble(Instruction i) {
        final int a = e.doubleSlot(i.operands().get(1));
        final int d = e.predicateTarget(i.operands().get(0));
        final DoubleOps.Comparison op = switch (i.modifiers().getFirst()) {
            case "finite" -> (x, y) -> Double.isFinite(x);
            case "infinite" -> (x, y) -> Double.isInfinite(x);
            case "number" -> (x, y) -> !Double.isNaN(x);
            case "notanumber" -> (x, y) -> Double.isNaN(x);
            case "normal" -> (x, y) -> x == 0 || Double.isFinite(x) && Math.abs(x) >= Double.MIN_NORMAL;
            default -> (x, y) -> x != 0 && Math.abs(x) < Double.MIN_NORMAL;
        };
        e.emit((w, m) -> w.p[d] = w.p[d] & ~m | DoubleOps.compare(op, w.d, a, a) & m);
    }

    private Test test(Instruction i, PtxType type) {
        final String how = i.modifiers().stream().filter(COMPARISONS::contains).findFirst()
                .orElseThrow(() -> new UnknownInstructionException("no comparison"));
        final Operand x = i.operands().get(1);
        final Operand y = i.operands().get(2);
        return switch (RegisterFile.of(type)) {
            case FLOAT -> {
                final int a = e.floatSlot(x);
                final int b = e.floatSlot(y);
                final FloatCompare.Test plain = floatTest(how);
                final FloatCompare.Test op = i.has("ftz") ? (p, q) -> plain.test(FloatOps.flush(p), FloatOps.flush(q)) : plain;
                yield w -> FloatCompare.compare(op, w.f, a, b);
            }
            case DOUBLE -> {
                final int a = e.doubleSlot(x);
                final int b = e.doubleSlot(y);
                final DoubleOps.Comparison op = doubleTest(how);
                yield w -> DoubleOps.compare(op, w.d, a, b);
            }
            case LONG -> {
                final int a = e.longSlot(x);
                final int b = e.longSlot(y);
                final LongOps.Comparison op = longTest(how, type.isSigned());
                yield w -> LongOps.compare(op, w.l, a, b);
            }
            case INT -> {
                final int a = e.intSlot(x);
                final int b = e.intSlot(y);
                yield type.isFloat() ? halfTest(floatTest(how), type, i.has("ftz"), a, b) : intTest(how, type, a, b);
            }
            case PREDICATE -> throw Types.unsupported(type);
        };
    }

    private static Test halfTest(FloatCompare.Test op, PtxType type, boolean flush, int a, int b) {
        final BinaryFormat format = type == PtxType.F16 ? BinaryFormat.F16 : BinaryFormat.BF16;
        return w -> Halves.compare(op, format, flush, w.i, a, b);
    }

    private static Test intTest(String how, PtxType type, int a, int b) {
        final boolean signed = type.isSigned();
        if (type.bytes() < Integer.BYTES) {
            final LongOps.Comparison op = longTest(how, signed);
            final long keep = type.bits() == 8 ? 0xFF : 0xFFFF;
            final int shift = Integer.SIZE - type.bits();
            return w -> IntOps.compare((p, q) -> signed ? op.test(p << shift >> shift, q << shift >> shift) : op.test(p & keep, q & keep),
                    w.i, a, b);
        }
        return switch (how) {
            case "eq" -> w -> IntOps.eq(w.i, a, b);
            case "ne" -> w -> IntOps.ne(w.i, a, b);
            case "lt" -> signed ? w -> IntOps.lt(w.i, a, b) : w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) < 0, w.i, a, b);
            case "ge" -> signed ? w -> IntOps.ge(w.i, a, b) : w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) >= 0, w.i, a, b);
            case "le" -> signed ? w -> IntOps.ge(w.i, b, a) : w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) <= 0, w.i, a, b);
            case "gt" -> signed ? w -> IntOps.lt(w.i, b, a) : w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) > 0, w.i, a, b);
            case "lo" -> w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) < 0, w.i, a, b);
            case "ls" -> w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) <= 0, w.i, a, b);
            case "hi" -> w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) > 0, w.i, a, b);
            case "hs" -> w -> IntOps.compare((p, q) -> Integer.compareUnsigned(p, q) >= 0, w.i, a, b);
            default -> throw new UnknownInstructionException("." + how + " is not for integers");
        };
    }

    private static LongOps.Comparison longTest(String how, boolean signed) {
        return switch (how) {
            case "eq" -> (a, b) -> a == b;
            case "ne" -> (a, b) -> a != b;
            case "lt" -> signed ? (a, b) -> a < b : (a, b) -> Long.compareUnsigned(a, b) < 0;
            case "le" -> signed ? (a, b) -> a <= b : (a, b) -> Long.compareUnsigned(a, b) <= 0;
            case "gt" -> signed ? (a, b) -> a > b : (a, b) -> Long.compareUnsigned(a, b) > 0;
            case "ge" -> signed ? (a, b) -> a >= b : (a, b) -> Long.compareUnsigned(a, b) >= 0;
            case "lo" -> (a, b) -> Long.compareUnsigned(a, b) < 0;
            case "ls" -> (a, b) -> Long.compareUnsigned(a, b) <= 0;
            case "hi" -> (a, b) -> Long.compareUnsigned(a, b) > 0;
            case "hs" -> (a, b) -> Long.compareUnsigned(a, b) >= 0;
            default -> throw new UnknownInstructionException("." + how + " is not for integers");
        };
    }

    /** The plain comparisons are false for NaN, those with u are true. */
    private static FloatCompare.Test floatTest(String how) {
        return switch (how) {
            case "eq" -> (a, b) -> a == b;
            case "ne" -> (a, b) -> a < b || a > b;
            case "lt" -> (a, b) -> a < b;
            case "le" -> (a, b) -> a <= b;
            case "gt" -> (a, b) -> a > b;
            case "ge" -> (a, b) -> a >= b;
            case "equ" -> (a, b) -> !(a < b || a > b);
            case "neu" -> (a, b) -> a != b;
            case "ltu" -> (a, b) -> !(a >= b);
            case "leu" -> (a, b) -> !(a > b);
            case "gtu" -> (a, b) -> !(a <= b);
            case "geu" -> (a, b) -> !(a < b);
            case "num" -> (a, b) -> !Float.isNaN(a) && !Float.isNaN(b);
            case "nan" -> (a, b) -> Float.isNaN(a) || Float.isNaN(b);
            default -> throw new UnknownInstructionException("." + how + " is not for floats");
        };
    }

    private static DoubleOps.Comparison doubleTest(String how) {
        return switch (how) {
            case "eq" -> (a, b) -> a == b;
            case "ne" -> (a, b) -> a < b || a > b;
            case "lt" -> (a, b) -> a < b;
            case "le" -> (a, b) -> a <= b;
            case "gt" -> (a, b) -> a > b;
            case "ge" -> (a, b) -> a >= b;
            case "equ" -> (a, b) -> !(a < b || a > b);
            case "neu" -> (a, b) -> a != b;
            case "ltu" -> (a, b) -> !(a >= b);
            case "leu" -> (a, b) -> !(a > b);
            case "gtu" -> (a, b) -> !(a <= b);
            case "geu" -> (a, b) -> !(a < b);
            case "num" -> (a, b) -> !Double.isNaN(a) && !Double.isNaN(b);
            case "nan" -> (a, b) -> Double.isNaN(a) || Double.isNaN(b);
            default -> throw new UnknownInstructionException("." + how + " is not for floats");
        };
    }
}
