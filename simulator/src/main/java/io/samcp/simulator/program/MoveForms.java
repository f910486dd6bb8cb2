package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.DoubleOps;
import io.samcp.simulator.exec.FloatCompare;
import io.samcp.simulator.exec.FloatOps;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.LongOps;
import io.samcp.simulator.exec.MemoryAccess;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** mov, selp, slct, prmt and packing. */
final class MoveForms {

    private static final int HALF = 16;

    private final Emitter e;

    MoveForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("mov", this::mov);
        forms.put("selp", this::selp);
        forms.put("slct", this::slct);
        forms.put("prmt", this::prmt);
        forms.put("cvta", this::cvta);
    }

    private void mov(Instruction i) {
        final Operand to = i.operands().get(0);
        final Operand from = i.operands().get(1);
        final PtxType type = Types.last(i);
        if (to instanceof Operand.Vector(List<Operand> parts)) {
            unpack(parts, from, type);
        } else if (from instanceof Operand.Vector(List<Operand> parts)) {
            pack(to, parts, type);
        } else if (type == PtxType.PRED) {
            movPredicate(to, from);
        } else {
            copy(to, from, RegisterFile.of(type));
        }
    }

    private void movPredicate(Operand to, Operand from) {
        final int d = e.predicateTarget(to);
        if (from instanceof Operand.Int(long value)) {
            final int all = value != 0 ? Warp.ALL : 0;
            e.emit((w, m) -> w.p[d] = w.p[d] & ~m | all & m);
        } else {
            final Emitter.Predicate s = e.condition(from);
            e.emit((w, m) -> w.p[d] = w.p[d] & ~m | s.lanes(w) & m);
        }
    }

    private void copy(Operand to, Operand from, RegisterFile natural) {
        final PtxType declared = e.declared(to);
        final RegisterFile file = declared == null ? natural : RegisterFile.of(declared);
        switch (file) {
            case INT -> {
                final int s = e.intSlot(from);
                final int d = e.intTarget(to);
                e.emit((w, m) -> IntOps.mov(w.i, d, s, m));
            }
            case FLOAT -> {
                final int s = e.floatSlot(from);
                final int d = e.floatTarget(to);
                e.emit((w, m) -> FloatOps.mov(w.f, d, s, m));
            }
            case LONG -> {
                final int s = e.longSlot(from);
                final int d = e.longTarget(to);
                e.emit((w, m) -> LongOps.mov(w.l, d, s, m));
            }
            case DOUBLE -> {
                final int s = e.doubleSlot(from);
                final int d = e.doubleTarget(to);
                e.emit((w, m) -> DoubleOps.mov(w.d, d, s, m));
            }
            case PREDICATE -> throw new UnknownInstructionException("a predicate cannot be moved as " + natural);
        }
    }

    private void pack(Operand to, List<Operand> parts, PtxType type) {
        final int each = type.bits() / parts.size();
        final int[] s = parts.stream().mapToInt(e::intSlot).toArray();
        if (type.bytes() == Long.BYTES) {
            final int d = e.longTarget(to);
            final long keep = each == Integer.SIZE ? 0xFFFFFFFFL : 0xFFFFL;
            e.emit((w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        long value = 0;
                        for (int p = 0; p < s.length; p++) {
                            value |= (w.i[s[p] + k] & keep) << each * p;
                        }
                        w.l[d + k] = value;
                    }
                }
            });
        } else {
            final int d = e.intTarget(to);
            final int keep = each == HALF ? 0xFFFF : 0xFF;
            e.emit((w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        int value = 0;
                        for (int p = 0; p < s.length; p++) {
                            value |= (w.i[s[p] + k] & keep) << each * p;
                        }
                        w.i[d + k] = value;
                    }
                }
            });
        }
    }

    private void unpack(List<Operand> parts, Operand from, PtxType type) {
        final int each = type.bits() / parts.size();
        final int[] d = parts.stream().mapToInt(e::intTarget).toArray();
        final int keep = each == Integer.SIZE ? -1 : (1 << each) - 1;
        if (type.bytes() == Long.BYTES) {
            final int s = e.longSlot(from);
            e.emit((w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        final long value = w.l[s + k];
                        for (int p = 0; p < d.length; p++) {
                            w.i[d[p] + k] = (int) (value >>> each * p) & keep;
                        }
                    }
                }
            });
        } else {
            final int s = e.intSlot(from);
            e.emit((w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    if ((m >>> k & 1) != 0) {
                        final int value = w.i[s + k];
                        for (int p = 0; p < d.length; p++) {
                            w.i[d[p] + k] = value >>> each * p & keep;
                        }
                    }
                }
            });
        }
    }

    private void selp(Instruction i) {
        select(i.operands(), Types.last(i), e.condition(i.operands().get(3)));
    }

    private void select(List<Operand> o, PtxType type, Emitter.Predicate p) {
        switch (RegisterFile.of(type)) {
            case INT -> {
                final int a = e.intSlot(o.get(1));
                final int b = e.intSlot(o.get(2));
                final int d = e.intTarget(o.get(0));
                e.emit((w, m) -> IntOps.select(w.i, d, a, b, p.lanes(w), m));
            }
            case FLOAT -> {
                final int a = e.floatSlot(o.get(1));
                final int b = e.floatSlot(o.get(2));
                final int d = e.floatTarget(o.get(0));
                e.emit((w, m) -> FloatOps.select(w.f, d, a, b, p.lanes(w), m));
            }
            case LONG -> {
                final int a = e.longSlot(o.get(1));
                final int b = e.longSlot(o.get(2));
                final int d = e.longTarget(o.get(0));
                e.emit((w, m) -> LongOps.select(w.l, d, a, b, p.lanes(w), m));
            }
            case DOUBLE -> {
                final int a = e.doubleSlot(o.get(1));
                final int b = e.doubleSlot(o.get(2));
                final int d = e.doubleTarget(o.get(0));
                e.emit((w, m) -> DoubleOps.select(w.d, d, a, b, p.lanes(w), m));
            }
            case PREDICATE -> throw Types.unsupported(PtxType.PRED);
        }
    }

    /** {@code a} where {@code c >= 0}, else {@code b}; a NaN is not. */
    private void slct(Instruction i) {
        final List<Operand> o = i.operands();
        final int p = e.fresh(RegisterFile.PREDICATE);
        if (Types.last(i) == PtxType.F32) {
            final int c = e.floatSlot(o.get(3));
            final boolean flush = i.has("ftz");
            e.emit((w, m) -> w.p[p] = FloatCompare.compare((x, y) -> (flush ? FloatOps.flush(x) : x) >= 0, w.f, c, c));
        } else {
            final int c = e.intSlot(o.get(3));
            e.emit((w, m) -> w.p[p] = IntOps.compare((x, y) -> x >= 0, w.i, c, c));
        }
        select(o, Types.all(i).getFirst(), new Emitter.Predicate(p, 0));
    }

    private void prmt(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.intSlot(o.get(1));
        final int b = e.intSlot(o.get(2));
        final int c = e.intSlot(o.get(3));
        final int d = e.intTarget(o.get(0));
        final String mode = i.modifiers().getLast();
        e.emit((w, m) -> IntOps.ternary((x, y, z) -> permute(x, y, selector(mode, z)), w.i, d, a, b, c, m));
    }

    /** The selector that does what a mode of prmt does; without a mode it is the operand itself. */
    private static int selector(String mode, int c) {
        final int n = c & 3;
        int selector = 0;
        for (int byteIndex = 0; byteIndex < 4; byteIndex++) {
            final int choice = switch (mode) {
                case "f4e" -> n + byteIndex;
                case "b4e" -> n - byteIndex & 7;
                case "rc8" -> n;
                case "ecl" -> Math.max(byteIndex, n);
                case "ecr" -> Math.min(byteIndex, n);
                case "rc16" -> (n & 1) * 2 + (byteIndex & 1);
                default -> c >>> 4 * byteIndex & 0xF;
            };
            selector |= choice << 4 * byteIndex;
        }
        return selector;
    }

    private static int permute(int a, int b, int selector) {
        final long all = (b & 0xFFFFFFFFL) << Integer.SIZE | a & 0xFFFFFFFFL;
        int result = 0;
        for (int n = 0; n < 4; n++) {
            final int choice = selector >>> 4 * n & 0xF;
            int value = (int) (all >>> 8 * (choice & 7)) & 0xFF;
            if ((choice & 8) != 0) {
                value = (value & 0x80) != 0 ? 0xFF : 0;
            }
            result |= value << 8 * n;
        }
        return result;
    }

    /** Generic addresses: global ones are themselves, shared and local ones lie in windows of their own. */
    private void cvta(Instruction i) {
        final boolean to = i.has("to");
        final long window = i.has("shared") || i.has("shared::cta") || i.has("shared::cluster")
                ? MemoryAccess.SHARED_WINDOW
                : i.has("local") ? MemoryAccess.LOCAL_WINDOW : i.has("param") ? MemoryAccess.PARAM_WINDOW : 0;
        final int s = e.longSlot(i.operands().get(1));
        final int d = e.longTarget(i.operands().get(0));
        final long shift = to ? -window : window;
        e.emit((w, m) -> LongOps.unary(x -> x + shift, w.l, d, s, m));
    }
}
