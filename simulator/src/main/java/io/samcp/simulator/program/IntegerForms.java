package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.LongOps;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** Integer and logic instructions of 16, 32 and 64 bits; the float ones of the same names go to {@link FloatForms}. */
final class IntegerForms {

    private final Emitter e;

    IntegerForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        for (final String opcode : List.of("div", "rem", "and", "or", "xor", "not", "cnot", "shl", "shr", "popc", "clz", "brev", "bfe",
                "bfi", "bfind", "shf",
                "lop3", "mad", "addc", "subc", "madc", "dp4a", "sad", "mul24", "mad24")) {
            forms.put(opcode, this::lower);
        }
    }

    /** Also called by {@link FloatForms} for the opcodes it shares, when the type is an integer. */
    void lower(Instruction i) {
        final PtxType type = Types.last(i);
        if (type == PtxType.PRED) {
            predicates(i);
        } else if (CarryForms.concerns(i)) {
            new CarryForms(e).lower(i);
        } else if (i.opcode().equals("mul") && i.has("wide") || i.opcode().equals("mad") && i.has("wide")) {
            wide(i, type);
        } else if (type.bytes() == Long.BYTES) {
            longs(i, type);
        } else {
            ints(i, type);
        }
    }

    private void predicates(Instruction i) {
        final int d = e.predicateTarget(i.operands().get(0));
        final Emitter.Predicate a = e.condition(i.operands().get(1));
        if (i.opcode().equals("not")) {
            e.emit((w, m) -> w.p[d] = w.p[d] & ~m | ~a.lanes(w) & m);
            return;
        }
        final Emitter.Predicate b = e.condition(i.operands().get(2));
        final Step step = switch (i.opcode()) {
            case "and" -> (w, m) -> w.p[d] = w.p[d] & ~m | a.lanes(w) & b.lanes(w) & m;
            case "or" -> (w, m) -> w.p[d] = w.p[d] & ~m | (a.lanes(w) | b.lanes(w)) & m;
            case "xor" -> (w, m) -> w.p[d] = w.p[d] & ~m | (a.lanes(w) ^ b.lanes(w)) & m;
            default -> throw Types.unsupported(PtxType.PRED);
        };
        e.emit(step);
    }

    private void wide(Instruction i, PtxType type) {
        final List<Operand> o = i.operands();
        final int a = e.intSlot(o.get(1));
        final int b = e.intSlot(o.get(2));
        final boolean mad = i.opcode().equals("mad");
        if (type.bytes() == Short.BYTES) {
            final int c = mad ? e.intSlot(o.get(3)) : e.constant(RegisterFile.INT, 0);
            final int d = e.intTarget(o.get(0));
            final boolean signed = type.isSigned();
            e.emit((w, m) -> IntOps.ternary((x, y, z) -> (signed ? (short) x * (short) y : (x & 0xFFFF) * (y & 0xFFFF)) + z, w.i, d, a, b,
                    c, m));
            return;
        }
        final int c = mad ? e.longSlot(o.get(3)) : 0;
        final int d = e.longTarget(o.get(0));
        if (mad) {
            e.emit(type.isSigned()
                    ? (w, m) -> LongOps.madWide(w.l, d, w.i, a, b, c, m)
                    : (w, m) -> LongOps.madWideUnsigned(w.l, d, w.i, a, b, c, m));
        } else {
            e.emit(type.isSigned()
                    ? (w, m) -> LongOps.mulWide(w.l, d, w.i, a, b, m)
                    : (w, m) -> LongOps.mulWideUnsigned(w.l, d, w.i, a, b, m));
        }
    }

    // ---- 16 and 32 bits ----

    private void ints(Instruction i, PtxType type) {
        final List<Operand> o = i.operands();
        switch (i.opcode()) {
            case "shf" -> {
                shf(i);
                return;
            }
            case "lop3" -> {
                lop3(i);
                return;
            }
            case "bfi" -> {
                new BitFieldForms(e).insert(i);
                return;
            }
            default -> {
                // below
            }
        }
        final int a = e.intSlot(o.get(1));
        final boolean unary = o.size() == 2;
        final int b = unary ? 0 : e.intSlot(o.get(2));
        final boolean ternary = o.size() > 3;
        final int c = ternary ? e.intSlot(o.get(3)) : 0;
        final boolean narrow = type.bytes() == Short.BYTES;
        final int d = e.intTarget(o.get(0));
        if (unary) {
            final IntOps.Unary op = IntegerFunctions.unary(i, type);
            e.emit(narrow
                    ? (w, m) -> IntOps.unary(x -> fit(op.apply(fit(x, type)), type), w.i, d, a, m)
                    : (w, m) -> IntOps.unary(op, w.i, d, a, m));
        } else if (ternary) {
            if (i.opcode().equals("mad") && i.has("lo") && !narrow) {
                e.emit((w, m) -> IntOps.mad(w.i, d, a, b, c, m));
                return;
            }
            final IntOps.Ternary op = IntegerFunctions.ternary(i, type);
            e.emit(narrow
                    ? (w, m) -> IntOps.ternary((x, y, z) -> fit(op.apply(fit(x, type), fit(y, type), fit(z, type)), type), w.i, d, a, b, c,
                            m)
                    : (w, m) -> IntOps.ternary(op, w.i, d, a, b, c, m));
        } else if (narrow) {
            final IntOps.Binary op = IntegerFunctions.binary(i, type);
            final boolean shift = i.opcode().equals("shl") || i.opcode().equals("shr");
            e.emit((w, m) -> IntOps.binary((x, y) -> fit(op.apply(fit(x, type), shift ? y : fit(y, type)), type), w.i, d, a, b, m));
        } else {
            e.emit(binary32(i, type, d, a, b));
        }
    }

    private static Step binary32(Instruction i, PtxType type, int d, int a, int b) {
        if (i.opcode().equals("mul") && i.has("hi") || i.has("sat")) {
            final IntOps.Binary op = IntegerFunctions.binary(i, type);
            return (w, m) -> IntOps.binary(op, w.i, d, a, b, m);
        }
        return switch (i.opcode()) {
            case "add" -> (w, m) -> IntOps.add(w.i, d, a, b, m);
            case "sub" -> (w, m) -> IntOps.sub(w.i, d, a, b, m);
            case "mul" -> (w, m) -> IntOps.mul(w.i, d, a, b, m);
            case "and" -> (w, m) -> IntOps.and(w.i, d, a, b, m);
            case "or" -> (w, m) -> IntOps.or(w.i, d, a, b, m);
            case "xor" -> (w, m) -> IntOps.xor(w.i, d, a, b, m);
            case "shl" -> (w, m) -> IntOps.shl(w.i, d, a, b, m);
            default -> {
                final IntOps.Binary op = IntegerFunctions.binary(i, type);
                yield (w, m) -> IntOps.binary(op, w.i, d, a, b, m);
            }
        };
    }

    /** A 16-bit value in a 32-bit slot: sign- or zero-extended. */
    private static int fit(int x, PtxType type) {
        return type.isSigned() ? (short) x : x & 0xFFFF;
    }

    private void shf(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.intSlot(o.get(1));
        final int b = e.intSlot(o.get(2));
        final int c = e.intSlot(o.get(3));
        final int d = e.intTarget(o.get(0));
        final boolean left = i.has("l");
        final boolean clamp = i.has("clamp");
        e.emit((w, m) -> IntOps.ternary((lo, hi, by) -> {
            final int n = clamp ? Integer.compareUnsigned(by, Integer.SIZE) > 0 ? Integer.SIZE : by : by & 31;
            final long both = (long) hi << Integer.SIZE | lo & 0xFFFFFFFFL;
            return left ? (int) (both << n >>> Integer.SIZE) : (int) (both >>> n);
        }, w.i, d, a, b, c, m));
    }

    private void lop3(Instruction i) {
        final List<Operand> o = i.operands();
        if (!(o.get(4) instanceof Operand.Int(long table))) {
            throw new UnknownInstructionException("the table must be a literal");
        }
        final int a = e.intSlot(o.get(1));
        final int b = e.intSlot(o.get(2));
        final int c = e.intSlot(o.get(3));
        final int d = e.intTarget(o.get(0));
        e.emit((w, m) -> IntOps.ternary((x, y, z) -> {
            int result = 0;
            for (int row = 0; row < 8; row++) {
                if ((table >>> row & 1) != 0) {
                    result |= ((row & 4) != 0 ? x : ~x) & ((row & 2) != 0 ? y : ~y) & ((row & 1) != 0 ? z : ~z);
                }
            }
            return result;
        }, w.i, d, a, b, c, m));
    }

    // ---- 64 bits ----

    private void longs(Instruction i, PtxType type) {
        final List<Operand> o = i.operands();
        final String opcode = i.opcode();
        final int a = e.longSlot(o.get(1));
        switch (opcode) {
            case "shl", "shr" -> {
                final int b = e.intSlot(o.get(2));
                final int d = e.longTarget(o.get(0));
                final LongOps.ShiftOperation op = opcode.equals("shl")
                        ? (x, n) -> Integer.compareUnsigned(n, 63) > 0 ? 0 : x << n
                        : type.isSigned()
                                ? (x, n) -> x >> (Integer.compareUnsigned(n, 63) > 0 ? 63 : n)
                                : (x, n) -> Integer.compareUnsigned(n, 63) > 0 ? 0 : x >>> n;
                e.emit((w, m) -> LongOps.shift(op, w.l, d, a, w.i, b, m));
            }
            case "popc", "clz" -> {
                final int d = e.intTarget(o.get(0));
                final boolean count = opcode.equals("popc");
                e.emit((w, m) -> {
                    for (int k = 0; k < Warp.LANES; k++) {
                        if ((m >>> k & 1) != 0) {
                            w.i[d + k] = count ? Long.bitCount(w.l[a + k]) : Long.numberOfLeadingZeros(w.l[a + k]);
                        }
                    }
                });
            }
            case "not", "neg", "abs", "brev", "cnot" -> {
                final int d = e.longTarget(o.get(0));
                final LongOps.Unary op = switch (opcode) {
                    case "not" -> x -> ~x;
                    case "neg" -> x -> -x;
                    case "abs" -> Math::abs;
                    case "brev" -> Long::reverse;
                    default -> x -> x == 0 ? 1 : 0;
                };
                e.emit((w, m) -> LongOps.unary(op, w.l, d, a, m));
            }
            case "bfind" -> {
                final int d = e.intTarget(o.get(0));
                final boolean shift = i.has("shiftamt");
                final boolean signed = type.isSigned();
                e.emit((w, m) -> {
                    for (int k = 0; k < Warp.LANES; k++) {
                        if ((m >>> k & 1) != 0) {
                            final long x = signed && w.l[a + k] < 0 ? ~w.l[a + k] : w.l[a + k];
                            final int zeros = Long.numberOfLeadingZeros(x);
                            w.i[d + k] = x == 0 ? -1 : shift ? zeros : 63 - zeros;
                        }
                    }
                });
            }
            case "bfe", "bfi" -> new BitFieldForms(e).longs(i, type.isSigned());
            case "sad" -> {
                final int b = e.longSlot(o.get(2));
                final int c = e.longSlot(o.get(3));
                final int d = e.longTarget(o.get(0));
                final boolean signed = type.isSigned();
                e.emit((w, m) -> LongOps.ternary((x, y, z) -> z + ((signed ? x < y : Long.compareUnsigned(x, y) < 0) ? y - x : x - y), w.l,
                        d,
                        a, b, c, m));
            }
            case "mad" -> {
                final int b = e.longSlot(o.get(2));
                final int c = e.longSlot(o.get(3));
                final int d = e.longTarget(o.get(0));
                final LongOps.Binary product = IntegerFunctions.product(i, type);
                e.emit((w, m) -> LongOps.ternary((x, y, z) -> product.apply(x, y) + z, w.l, d, a, b, c, m));
            }
            default -> {
                final int b = e.longSlot(o.get(2));
                final int d = e.longTarget(o.get(0));
                if (opcode.equals("add") && i.modifiers().size() == 1) {
                    e.emit((w, m) -> LongOps.add(w.l, d, a, b, m));
                } else {
                    final LongOps.Binary op = IntegerFunctions.longBinary(i, type);
                    e.emit((w, m) -> LongOps.binary(op, w.l, d, a, b, m));
                }
            }
        }
    }
}
