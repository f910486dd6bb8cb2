package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.Conversions;
import io.samcp.simulator.exec.DirectedDoubles;
import io.samcp.simulator.exec.DirectedFloats;
import io.samcp.simulator.exec.DoubleOps;
import io.samcp.simulator.exec.FloatOps;
import io.samcp.simulator.exec.GrossDoubles;
import java.util.List;
import java.util.Map;

/** Floating-point arithmetic; integer forms of the opcodes they share go to {@link IntegerForms}. */
final class FloatForms {

    private final Emitter e;
    private final IntegerForms integers;

    FloatForms(Emitter emitter) {
        this.e = emitter;
        this.integers = new IntegerForms(emitter);
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        for (final String opcode : List.of("add", "sub", "mul", "div", "min", "max", "neg", "abs", "fma", "mad", "sqrt", "rcp", "rsqrt",
                "ex2", "lg2",
                "sin", "cos", "tanh", "copysign")) {
            forms.put(opcode, this::lower);
        }
    }

    private void lower(Instruction i) {
        final PtxType type = Types.last(i);
        switch (type) {
            case F32 -> floats(i);
            case F64 -> doubles(i);
            case F16, BF16, F16X2, BF16X2 -> new HalfForms(e).lower(i);
            default -> integers.lower(i);
        }
    }

    private void floats(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.floatSlot(o.get(1));
        final boolean plain = !i.has("ftz") && !i.has("sat") && rounding(i) == Conversions.Rounding.NEAREST;
        switch (i.opcode()) {
            case "fma", "mad" -> {
                final int b = e.floatSlot(o.get(2));
                final int c = e.floatSlot(o.get(3));
                final int d = e.floatTarget(o.get(0));
                if (plain) {
                    e.emit((w, m) -> FloatOps.fma(w.f, d, a, b, c, m));
                } else {
                    final Conversions.Rounding rounding = rounding(i);
                    final FloatOps.Ternary op = modified(i, rounding == Conversions.Rounding.NEAREST
                            ? Math::fma
                            : (x, y, z) -> DirectedFloats.fma(x, y, z, rounding));
                    e.emit((w, m) -> FloatOps.ternary(op, w.f, d, a, b, c, m));
                }
            }
            case "add", "sub", "mul", "div", "min", "max", "copysign" -> {
                final int b = e.floatSlot(o.get(2));
                final int d = e.floatTarget(o.get(0));
                if (plain && i.opcode().equals("add")) {
                    e.emit((w, m) -> FloatOps.add(w.f, d, a, b, m));
                } else if (plain && i.opcode().equals("mul")) {
                    e.emit((w, m) -> FloatOps.mul(w.f, d, a, b, m));
                } else if (plain && i.opcode().equals("sub")) {
                    e.emit((w, m) -> FloatOps.sub(w.f, d, a, b, m));
                } else if (plain && !i.has("NaN") && i.opcode().equals("max")) {
                    e.emit((w, m) -> FloatOps.max(w.f, d, a, b, m));
                } else if (plain && !i.has("NaN") && i.opcode().equals("min")) {
                    e.emit((w, m) -> FloatOps.min(w.f, d, a, b, m));
                } else {
                    final FloatOps.Binary op = modified(i, binary(i));
                    e.emit((w, m) -> FloatOps.binary(op, w.f, d, a, b, m));
                }
            }
            default -> {
                final int d = e.floatTarget(o.get(0));
                if (plain && i.opcode().equals("ex2")) {
                    e.emit((w, m) -> FloatOps.ex2(w, d, a, m));
                    return;
                }
                final FloatOps.Unary op = modified(i, unary(i));
                e.emit((w, m) -> FloatOps.unary(op, w.f, d, a, m));
            }
        }
    }

    private static Conversions.Rounding rounding(Instruction i) {
        return i.has("rz")
                ? Conversions.Rounding.ZERO
                : i.has("rm") ? Conversions.Rounding.DOWN : i.has("rp") ? Conversions.Rounding.UP : Conversions.Rounding.NEAREST;
    }

    private static FloatOps.Binary binary(Instruction i) {
        final Conversions.Rounding rounding = rounding(i);
        if (rounding != Conversions.Rounding.NEAREST) {
            return switch (i.opcode()) {
                case "add" -> (a, b) -> DirectedFloats.add(a, b, rounding);
                case "sub" -> (a, b) -> DirectedFloats.add(a, -b, rounding);
                case "mul" -> (a, b) -> DirectedFloats.multiply(a, b, rounding);
                default -> (a, b) -> DirectedFloats.divide(a, b, rounding);
            };
        }
        return switch (i.opcode()) {
            case "add" -> Float::sum;
            case "sub" -> (a, b) -> a - b;
            case "mul" -> (a, b) -> a * b;
            case "div" -> i.has("approx") ? FloatOps::divideApproximately : (a, b) -> a / b;
            case "min" -> i.has("NaN") ? Math::min : FloatOps::min;
            case "max" -> i.has("NaN") ? Math::max : FloatOps::max;
            case "copysign" -> (a, b) -> Math.copySign(b, a);
            default -> throw new UnknownInstructionException("not with two operands");
        };
    }

    /** Approximate ones give the double result rounded once, which lies inside the error the ISA allows. */
    private static FloatOps.Unary unary(Instruction i) {
        final Conversions.Rounding rounding = rounding(i);
        if (rounding != Conversions.Rounding.NEAREST) {
            return i.opcode().equals("sqrt") ? x -> DirectedFloats.sqrt(x, rounding) : x -> DirectedFloats.divide(1, x, rounding);
        }
        return switch (i.opcode()) {
            case "neg" -> x -> -x;
            case "abs" -> Math::abs;
            case "sqrt" -> x -> (float) Math.sqrt(x);
            case "rcp" -> x -> 1.0f / x;
            case "rsqrt" -> x -> (float) (1.0 / Math.sqrt(x));
            case "ex2" -> FloatOps::ex2;
            case "lg2" -> x -> (float) (Math.log(x) / Math.log(2.0));
            case "sin" -> x -> (float) Math.sin(x);
            case "cos" -> x -> (float) Math.cos(x);
            case "tanh" -> x -> (float) Math.tanh(x);
            default -> throw new UnknownInstructionException("not with one operand");
        };
    }

    private static FloatOps.Unary modified(Instruction i, FloatOps.Unary op) {
        FloatOps.Unary result = op;
        if (i.has("ftz")) {
            final FloatOps.Unary inner = result;
            result = x -> FloatOps.flush(inner.apply(FloatOps.flush(x)));
        }
        if (i.has("sat")) {
            final FloatOps.Unary inner = result;
            result = x -> FloatOps.saturate(inner.apply(x));
        }
        return result;
    }

    private static FloatOps.Binary modified(Instruction i, FloatOps.Binary op) {
        FloatOps.Binary result = op;
        if (i.has("ftz")) {
            final FloatOps.Binary inner = result;
            result = (x, y) -> FloatOps.flush(inner.apply(FloatOps.flush(x), FloatOps.flush(y)));
        }
        if (i.has("sat")) {
            final FloatOps.Binary inner = result;
            result = (x, y) -> FloatOps.saturate(inner.apply(x, y));
        }
        return result;
    }

    private static FloatOps.Ternary modified(Instruction i, FloatOps.Ternary op) {
        FloatOps.Ternary result = op;
        if (i.has("ftz")) {
            final FloatOps.Ternary inner = result;
            result = (x, y, z) -> FloatOps.flush(inner.apply(FloatOps.flush(x), FloatOps.flush(y), FloatOps.flush(z)));
        }
        if (i.has("sat")) {
            final FloatOps.Ternary inner = result;
            result = (x, y, z) -> FloatOps.saturate(inner.apply(x, y, z));
        }
        return result;
    }

    private void doubles(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.doubleSlot(o.get(1));
        final Conversions.Rounding rounding = rounding(i);
        final boolean nearest = rounding == Conversions.Rounding.NEAREST;
        switch (i.opcode()) {
            case "fma", "mad" -> {
                final int b = e.doubleSlot(o.get(2));
                final int c = e.doubleSlot(o.get(3));
                final int d = e.doubleTarget(o.get(0));
                final DoubleOps.Ternary op = nearest ? Math::fma : (x, y, z) -> DirectedDoubles.fma(x, y, z, rounding);
                e.emit((w, m) -> DoubleOps.ternary(op, w.d, d, a, b, c, m));
            }
            case "add", "sub", "mul", "div", "min", "max", "copysign" -> {
                final int b = e.doubleSlot(o.get(2));
                final int d = e.doubleTarget(o.get(0));
                final DoubleOps.Binary op = switch (i.opcode()) {
                    case "add" -> nearest ? Double::sum : (x, y) -> DirectedDoubles.add(x, y, rounding);
                    case "sub" -> nearest ? (x, y) -> x - y : (x, y) -> DirectedDoubles.add(x, -y, rounding);
                    case "mul" -> nearest ? (x, y) -> x * y : (x, y) -> DirectedDoubles.multiply(x, y, rounding);
                    case "div" -> nearest ? (x, y) -> x / y : (x, y) -> DirectedDoubles.divide(x, y, rounding);
                    case "min" -> DoubleOps::min;
                    case "max" -> DoubleOps::max;
                    default -> (x, y) -> Math.copySign(y, x);
                };
                e.emit((w, m) -> DoubleOps.binary(op, w.d, d, a, b, m));
            }
            default -> {
                final int d = e.doubleTarget(o.get(0));
                final DoubleOps.Unary op = switch (i.opcode()) {
                    case "neg" -> x -> -x;
                    case "abs" -> Math::abs;
                    case "sqrt" -> nearest ? x -> DoubleOps.canonical(Math.sqrt(x)) : x -> DirectedDoubles.sqrt(x, rounding);
                    case "rcp" -> i.has("ftz")
                            ? GrossDoubles::reciprocal
                            : nearest ? x -> DoubleOps.canonical(1.0 / x) : x -> DirectedDoubles.divide(1, x, rounding);
                    case "rsqrt" -> i.has("ftz") ? GrossDoubles::reciprocalRoot : x -> DoubleOps.canonical(1.0 / Math.sqrt(x));
                    default -> throw Types.unsupported(PtxType.F64);
                };
                e.emit((w, m) -> DoubleOps.unary(op, w.d, d, a, m));
            }
        }
    }
}
