package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.BinaryFormat;
import io.samcp.simulator.exec.DoubleOps;
import io.samcp.simulator.exec.Halves;
import io.samcp.simulator.exec.IntOps;
import java.util.List;

/** Arithmetic on f16, bf16 and pairs of them. */
final class HalfForms {

    private static final int SIGN = 0x8000;

    private final Emitter e;

    HalfForms(Emitter emitter) {
        this.e = emitter;
    }

    void lower(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.intSlot(o.get(1));
        final int b = o.size() > 2 ? e.intSlot(o.get(2)) : a;
        final int c = o.size() > 3 ? e.intSlot(o.get(3)) : a;
        final int d = e.intTarget(o.get(0));
        final IntOps.Ternary op = operation(i, Types.last(i));
        e.emit((w, m) -> IntOps.ternary(op, w.i, d, a, b, c, m));
    }

    /** The operation on registers' bits; {@code add} also serves atomics. */
    static IntOps.Ternary operation(Instruction i, PtxType type) {
        final BinaryFormat format = type == PtxType.F16 || type == PtxType.F16X2 ? BinaryFormat.F16 : BinaryFormat.BF16;
        final Halves.Extras extras = new Halves.Extras(i.has("ftz"), i.has("sat"), i.has("relu"));
        final boolean pair = type.bytes() == Integer.BYTES;
        final int signs = pair ? SIGN << 16 | SIGN : SIGN;
        if (!i.has("ftz") && i.opcode().equals("neg")) {
            return (a, b, c) -> a ^ signs;
        }
        if (!i.has("ftz") && i.opcode().equals("abs")) {
            return (a, b, c) -> a & ~signs;
        }
        final Halves.Operation op = i.has("add") ? (a, b, c) -> Halves.add(a, b) : switch (i.opcode()) {
            case "add" -> (a, b, c) -> Halves.add(a, b);
            case "sub" -> (a, b, c) -> Halves.add(a, -b);
            case "mul" -> (a, b, c) -> a * b;
            case "fma" -> Halves::fma;
            case "min" -> i.has("NaN") ? (a, b, c) -> Math.min(a, b) : (a, b, c) -> DoubleOps.min(a, b);
            case "max" -> i.has("NaN") ? (a, b, c) -> Math.max(a, b) : (a, b, c) -> DoubleOps.max(a, b);
            case "neg" -> (a, b, c) -> -a;
            case "abs" -> (a, b, c) -> Math.abs(a);
            default -> throw Types.unsupported(type);
        };
        return pair ? Halves.pair(format, op, extras) : Halves.single(format, op, extras);
    }
}
