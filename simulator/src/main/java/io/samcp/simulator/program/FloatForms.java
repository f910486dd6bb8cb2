package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.DoubleOps;
import io.samcp.simulator.exec.FloatOps;
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
            case F16, BF16 -> throw Types.unsupported(type);
            default -> integers.lower(i);
        }
    }

    private void floats(Instruction i) {
        Types.only(i, "rn", "approx", "full", "ftz", "sat", "NaN");
        final List<Operand> o = i.operands();
        final int a = e.floatSlot(o.get(1));
        final boolean plain = !i.has("ftz") && !i.has("sat");
        switch (i.opcode()) {
            case "fma", "mad" -> {
                final int b = e.floatSlot(o.get(2));
                final int c = e.floatSlot(o.get(3));
                final int d = e.floatTarget(o.get(0));
                if (plain) {
                    e.emit((w, m) -> FloatOps.fma(w.f, d, a, b, c, m));
                } else {
                    final FloatOps.Ternary op = modified(i, (x, y, z) -> Math.fma(x, y, z));
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
                } else {
                    final FloatOps.Binary op = modified(i, binary(i));
                    e.emit((w, m) -> FloatOps.binary(op, w.f, d, a, b, m));
                }
            }
            default -> {
                final int d = e.floatTarget(o.get(0));
                final FloatOps.Unary op = modified(i, unary(i));
                e.emit((w, m) -> FloatOps.unary(op, w.f, d, a, m));
            }
        }
    }

    private static FloatOps.Binary binary(Instruction i) {
        return switch (i.opcode()) {
            case "add" -> Float::sum;
            case "sub" -> (a, b) -> a - b;
            case "mul" -> (a, b) -> a * b;
            case "div" -> (a, b) -> a / b;
            case "min" -> i.has("NaN") ? Math::min : FloatOps::min;
            case "max" -> i.has("NaN") ? Math::max : FloatOps::max;
            case "copysign" -> (a, b) -> Math.copySign(b, a);
            default -> throw new UnknownInstructionException("not with two operands");
        };
    }

    /** Approximate ones give the double result rounded once, which lies inside the error the ISA allows. */
    private static FloatOps.Unary unary(Instruction i) {
        return switch (i.opcode()) {
            case "neg" -> x -> -x;
            case "abs" -> Math::abs;
            case "sqrt" -> x -> (float) Math.sqrt(x);
            case "rcp" -> x -> 1.0f / x;
            case "rsqrt" -> x -> (float) (1.0 / Math.sqrt(x));
            case "ex2" -> x -> (float) Math.pow(2.0, x);
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
        Types.only(i, "rn", "approx", "ftz");
        final List<Operand> o = i.operands();
        final int a = e.doubleSlot(o.get(1));
        switch (i.opcode()) {
            case "fma", "mad" -> {
                final int b = e.doubleSlot(o.get(2));
                final int c = e.doubleSlot(o.get(3));
                final int d = e.doubleTarget(o.get(0));
                e.emit((w, m) -> DoubleOps.ternary(Math::fma, w.d, d, a, b, c, m));
            }
            case "add", "sub", "mul", "div", "min", "max", "copysign" -> {
                final int b = e.doubleSlot(o.get(2));
                final int d = e.doubleTarget(o.get(0));
                final DoubleOps.Binary op = switch (i.opcode()) {
                    case "add" -> Double::sum;
                    case "sub" -> (x, y) -> x - y;
                    case "mul" -> (x, y) -> x * y;
                    case "div" -> (x, y) -> x / y;
                    case "min" -> (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y);
                    case "max" -> (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.max(x, y);
                    default -> (x, y) -> Math.copySign(y, x);
                };
                e.emit((w, m) -> DoubleOps.binary(op, w.d, d, a, b, m));
            }
            default -> {
                final int d = e.doubleTarget(o.get(0));
                final DoubleOps.Unary op = switch (i.opcode()) {
                    case "neg" -> x -> -x;
                    case "abs" -> Math::abs;
                    case "sqrt" -> Math::sqrt;
                    case "rcp" -> x -> 1.0 / x;
                    case "rsqrt" -> x -> 1.0 / Math.sqrt(x);
                    default -> throw Types.unsupported(PtxType.F64);
                };
                e.emit((w, m) -> DoubleOps.unary(op, w.d, d, a, m));
            }
        }
    }
}
