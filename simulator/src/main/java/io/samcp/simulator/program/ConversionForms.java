package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.Conversions;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** cvt between integers, f16, bf16, f32 and f64. */
final class ConversionForms {

    private final Emitter e;

    ConversionForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("cvt", this::cvt);
    }

    private void cvt(Instruction i) {
        Types.only(i, "rn", "rz", "rm", "rp", "rni", "rzi", "rmi", "rpi", "sat", "ftz");
        final List<PtxType> types = Types.all(i);
        if (types.size() != 2 || i.operands().size() != 2) {
            throw new UnknownInstructionException("this conversion is not known");
        }
        final PtxType to = types.get(0);
        final PtxType from = types.get(1);
        final Operand target = i.operands().get(0);
        final Operand source = i.operands().get(1);
        final Conversions.Rounding rounding = rounding(i);
        if (from == PtxType.F32 && to == PtxType.F32) {
            final int s = e.floatSlot(source);
            final int d = e.floatTarget(target);
            final boolean sat = i.has("sat");
            e.emit((w, m) -> Conversions.floatToFloat(w.f, d, s, rounding, sat, m));
        } else if (from == PtxType.F32 && to == PtxType.F64) {
            final int s = e.floatSlot(source);
            final int d = e.doubleTarget(target);
            e.emit((w, m) -> Conversions.floatToDouble(w, d, s, m));
        } else if (from == PtxType.F64 && to == PtxType.F32) {
            if (rounding != Conversions.Rounding.NEAREST) {
                throw new UnknownInstructionException("only .rn is known from f64 to f32");
            }
            final int s = e.doubleSlot(source);
            final int d = e.floatTarget(target);
            e.emit((w, m) -> Conversions.doubleToFloat(w, d, s, m));
        } else if (from == PtxType.F64 && to == PtxType.F64) {
            final int s = e.doubleSlot(source);
            final int d = e.doubleTarget(target);
            e.emit((w, m) -> Conversions.doubleToDouble(w, d, s, rounding, m));
        } else if (half(from) && to == PtxType.F32) {
            final int s = e.intSlot(source);
            final int d = e.floatTarget(target);
            final boolean brain = from == PtxType.BF16;
            e.emit((w, m) -> Conversions.halfToFloat(w, d, s, brain, m));
        } else if (from == PtxType.F32 && half(to)) {
            if (rounding != Conversions.Rounding.NEAREST) {
                throw new UnknownInstructionException("only .rn is known from f32 to " + Lowerer.name(to));
            }
            final int s = e.floatSlot(source);
            final int d = e.intTarget(target);
            final boolean brain = to == PtxType.BF16;
            e.emit((w, m) -> Conversions.floatToHalf(w, d, s, brain, m));
        } else if (from.isFloat() && !to.isFloat() && !half(from)) {
            fromFloat(from, to, source, target, rounding);
        } else if (!from.isFloat() && to.isFloat() && !half(to)) {
            toFloat(from, to, source, target, rounding);
        } else if (!from.isFloat() && !to.isFloat()) {
            integers(from, to, source, target, i.has("sat"));
        } else {
            throw new UnknownInstructionException("this conversion is not known");
        }
    }

    private static boolean half(PtxType type) {
        return type == PtxType.F16 || type == PtxType.BF16;
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

    private void fromFloat(PtxType from, PtxType to, Operand source, Operand target, Conversions.Rounding rounding) {
        final boolean wide = RegisterFile.of(to) == RegisterFile.LONG;
        final boolean single = from == PtxType.F32;
        final int s = single ? e.floatSlot(source) : e.doubleSlot(source);
        final int d = wide ? e.longTarget(target) : e.intTarget(target);
        final int bits = to.bits();
        final boolean signed = to.isSigned();
        e.emit((w, m) -> Conversions.realToInteger(w, d, s, single, wide, bits, signed, rounding, m));
    }

    private void toFloat(PtxType from, PtxType to, Operand source, Operand target, Conversions.Rounding rounding) {
        if (rounding != Conversions.Rounding.NEAREST) {
            throw new UnknownInstructionException("only .rn is known from integers to floats");
        }
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
        final int d = wideTo ? e.longTarget(target) : e.intTarget(target);
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
