package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.BinaryFormat;
import io.samcp.simulator.exec.Conversions;
import io.samcp.simulator.exec.Rounded;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** cvt between integers, f16, bf16, f32 and f64. The frequent pairs have loops of their own, the rest goes through {@link Rounded}. */
final class ConversionForms {

    private final Emitter e;

    ConversionForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("cvt", this::cvt);
    }

    private void cvt(Instruction i) {
        final List<PtxType> types = Types.all(i);
        final PtxType to = types.get(0);
        final PtxType from = types.get(1);
        final Operand target = i.operands().get(0);
        final Operand source = i.operands().get(1);
        final Conversions.Rounding rounding = rounding(i);
        final boolean plain = !i.has("ftz") && !i.has("sat") && !i.has("relu");
        if (to == PtxType.TF32) {
            final int s = e.floatSlot(source);
            final int d = e.intTarget(target);
            e.emit((w, m) -> Rounded.toTf32(w, s, d, m));
        } else if (to.isFloat() && to.bytes() == Integer.BYTES && to != PtxType.F32) {
            pair(i, to, rounding);
        } else if (!from.isFloat() && !to.isFloat()) {
            integers(from, to, source, target, i.has("sat"));
        } else if (!to.isFloat()) {
            toInteger(i, from, to, rounding);
        } else if (plain && rounding == Conversions.Rounding.NEAREST && !half(to) && !from.isFloat()) {
            fromInteger(from, to, source, target);
        } else if (plain && from == PtxType.F32 && to == PtxType.F32) {
            final int s = e.floatSlot(source);
            final int d = e.floatTarget(target);
            e.emit((w, m) -> Conversions.floatToFloat(w.f, d, s, rounding, m));
        } else if (plain && rounding == Conversions.Rounding.NEAREST && from == PtxType.F64 && to == PtxType.F32) {
            final int s = e.doubleSlot(source);
            final int d = e.floatTarget(target);
            e.emit((w, m) -> Conversions.doubleToFloat(w, d, s, m));
        } else if (plain && from == PtxType.F32 && to == PtxType.F64) {
            final int s = e.floatSlot(source);
            final int d = e.doubleTarget(target);
            e.emit((w, m) -> Conversions.floatToDouble(w, d, s, m));
        } else {
            rounded(i, from, to, rounding);
        }
    }

    private static boolean half(PtxType type) {
        return type == PtxType.F16 || type == PtxType.BF16;
    }

    private static BinaryFormat format(PtxType type) {
        return type == PtxType.F16 || type == PtxType.F16X2 ? BinaryFormat.F16 : BinaryFormat.BF16;
    }

    private static Conversions.Rounding rounding(Instruction i) {
        return i.has("rz") || i.has("rzi")
                ? Conversions.Rounding.ZERO
                : i.has("rm") || i.has("rmi")
                        ? Conversions.Rounding.DOWN
                        : i.has("rp") || i.has("rpi")
                                ? Conversions.Rounding.UP
                                : i.has("rni")
                                        ? Conversions.Rounding.NEAREST_INTEGER
                                        : Conversions.Rounding.NEAREST;
    }

    private static boolean toIntegral(Instruction i) {
        return i.has("rni") || i.has("rzi") || i.has("rmi") || i.has("rpi");
    }

    private static DoubleUnaryOperator change(Instruction i) {
        return i.has("sat") ? Rounded::saturate : i.has("relu") ? Rounded::relu : x -> x;
    }

    private Rounded.Source source(PtxType from, Operand source, boolean flush) {
        return switch (from) {
            case F32 -> Rounded.floats(e.floatSlot(source), flush);
            case F64 -> Rounded.doubles(e.doubleSlot(source));
            case F16, BF16 -> Rounded.halves(format(from), e.intSlot(source));
            default -> {
                final boolean wide = RegisterFile.of(from) == RegisterFile.LONG;
                yield Rounded.integers(new Conversions.Width(wide, from.bits(), from.isSigned()),
                        wide ? e.longSlot(source) : e.intSlot(source));
            }
        };
    }

    private void rounded(Instruction i, PtxType from, PtxType to, Conversions.Rounding rounding) {
        final Rounded.Source exact = source(from, i.operands().get(1), i.has("ftz"));
        final Rounded.Source source = toIntegral(i) ? Rounded.integral(exact, rounding) : exact;
        final DoubleUnaryOperator change = change(i);
        final Operand target = i.operands().get(0);
        switch (to) {
            case F32 -> {
                final int d = e.floatTarget(target);
                final boolean flush = i.has("ftz");
                e.emit((w, m) -> Rounded.toFloat(w, source, change, rounding, flush, d, m));
            }
            case F64 -> toDouble(i, from, source, change, rounding);
            default -> {
                final int d = e.intTarget(target);
                final BinaryFormat format = format(to);
                e.emit((w, m) -> Rounded.toHalf(w, source, change, format, rounding, d, m));
            }
        }
    }

    private void toDouble(Instruction i, PtxType from, Rounded.Source source, DoubleUnaryOperator change, Conversions.Rounding rounding) {
        final int d = e.doubleTarget(i.operands().get(0));
        if (from == PtxType.S64 || from == PtxType.U64) {
            final int s = e.longSlot(i.operands().get(1));
            final boolean signed = from.isSigned();
            e.emit((w, m) -> Conversions.longToDouble(w, d, s, signed, rounding, change, m));
        } else {
            e.emit((w, m) -> Rounded.toDouble(w, source, change, d, m));
        }
    }

    private void pair(Instruction i, PtxType to, Conversions.Rounding rounding) {
        final Rounded.Source upper = Rounded.floats(e.floatSlot(i.operands().get(1)), false);
        final Rounded.Source lower = Rounded.floats(e.floatSlot(i.operands().get(2)), false);
        final int d = e.intTarget(i.operands().get(0));
        final DoubleUnaryOperator change = change(i);
        final BinaryFormat format = format(to);
        e.emit((w, m) -> Rounded.toPair(w, upper, lower, change, format, rounding, d, m));
    }

    private void toInteger(Instruction i, PtxType from, PtxType to, Conversions.Rounding rounding) {
        final Operand target = i.operands().get(0);
        final boolean wide = RegisterFile.of(to) == RegisterFile.LONG;
        final boolean simple = from == PtxType.F32 && !i.has("ftz");
        final boolean single = from != PtxType.F64;
        final int s;
        if (simple || !single) {
            s = single ? e.floatSlot(i.operands().get(1)) : e.doubleSlot(i.operands().get(1));
        } else {
            s = e.fresh(RegisterFile.FLOAT);
            final Rounded.Source source = source(from, i.operands().get(1), i.has("ftz"));
            e.emit((w, m) -> Rounded.toFloat(w, source, x -> x, Conversions.Rounding.NEAREST, false, s, m));
        }
        final int d = wide ? e.longTarget(target) : e.intTarget(target, to.isSigned());
        final int bits = to.bits();
        final boolean signed = to.isSigned();
        e.emit((w, m) -> Conversions.realToInteger(w, d, s, single, wide, bits, signed, rounding, m));
    }

    private void fromInteger(PtxType from, PtxType to, Operand source, Operand target) {
        final boolean wide = RegisterFile.of(from) == RegisterFile.LONG;
        final int s = wide ? e.longSlot(source) : e.intSlot(source);
        final boolean single = to == PtxType.F32;
        final int d = single ? e.floatTarget(target) : e.doubleTarget(target);
        final int bits = from.bits();
        final boolean signed = from.isSigned();
        e.emit((w, m) -> Conversions.integerToReal(w, d, s, single, wide, bits, signed, m));
    }

    private void integers(PtxType from, PtxType to, Operand source, Operand target, boolean saturate) {
        final boolean wideFrom = RegisterFile.of(from) == RegisterFile.LONG;
        final boolean wideTo = RegisterFile.of(to) == RegisterFile.LONG;
        final int s = wideFrom ? e.longSlot(source) : e.intSlot(source);
        final int d = wideTo ? e.longTarget(target) : e.intTarget(target, to.isSigned());
        final Conversions.Width f = new Conversions.Width(wideFrom, from.bits(), from.isSigned());
        final Conversions.Width t = new Conversions.Width(wideTo, to.bits(), to.isSigned());
        final Step step;
        if (!saturate && from == PtxType.S32 && wideTo) {
            step = (w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        w.l[d + k] = w.i[s + k];
                    }
                }
            };
        } else {
            step = (w, m) -> Conversions.integerToInteger(w, d, s, f, t, saturate, m);
        }
        e.emit(step);
    }
}
