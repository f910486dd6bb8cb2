package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.IntOps;
import io.samcp.simulator.exec.Members;
import io.samcp.simulator.exec.Step;
import io.samcp.simulator.exec.Warp;
import io.samcp.simulator.exec.WarpOps;
import java.util.List;
import java.util.Map;

/** What lanes of a warp do together: shfl, vote, match, redux, activemask, elect. */
final class WarpForms {

    private final Emitter e;

    WarpForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("shfl", this::shfl);
        forms.put("vote", this::vote);
        forms.put("match", this::match);
        forms.put("redux", this::redux);
        forms.put("activemask", this::activemask);
        forms.put("elect", this::elect);
    }

    private void shfl(Instruction i) {
        final List<Operand> o = i.operands();
        final Operand to = o.get(0) instanceof Operand.Pair(Operand first, Operand second) ? first : o.get(0);
        final int p = o.get(0) instanceof Operand.Pair(Operand first, Operand second) ? e.predicateTarget(second) : -1;
        final WarpOps.Shuffle mode = i.has("up")
                ? WarpOps.Shuffle.UP
                : i.has("down") ? WarpOps.Shuffle.DOWN : i.has("bfly") ? WarpOps.Shuffle.BUTTERFLY : WarpOps.Shuffle.INDEX;
        final int b = e.intSlot(o.get(2));
        final int c = e.intSlot(o.get(3));
        if (p < 0 && o.get(2) instanceof Operand.Int(long lane) && o.get(3) instanceof Operand.Int(long control)) {
            constantShuffle(o, to, WarpOps.sources(mode, (int) lane, (int) control),
                    new WarpOps.Pattern(mode, b, c));
            return;
        }
        final PtxType declared = e.declared(to);
        if (declared == PtxType.F32) {
            final int a = e.floatSlot(o.get(1));
            final int d = e.floatTarget(to);
            emit(o.getLast(), (w, m) -> WarpOps.shuffleFloat(w, mode, d, p, a, b, c, m));
        } else {
            final int a = e.intSlot(o.get(1));
            final int d = e.intTarget(to);
            emit(o.getLast(), (w, m) -> WarpOps.shuffleInt(w, mode, d, p, a, b, c, m));
        }
    }

    /** Lanes that read from lanes known beforehand, as reductions do. */
    private void constantShuffle(List<Operand> o, Operand to, int[] sources, WarpOps.Pattern pattern) {
        if (e.declared(to) == PtxType.F32) {
            final int a = e.floatSlot(o.get(1));
            final int d = e.floatTarget(to);
            emit(o.getLast(), (w, m) -> WarpOps.shuffleFloat(w, sources, pattern, d, a, m));
        } else {
            final int a = e.intSlot(o.get(1));
            final int d = e.intTarget(to);
            emit(o.getLast(), (w, m) -> WarpOps.shuffleInt(w, sources, pattern, d, a, m));
        }
    }

    /** The step for each group that a member mask names; the literal that names everyone is the frequent case. */
    private void emit(Operand mask, Step step) {
        final int members = e.intSlot(mask);
        if (mask instanceof Operand.Int(long value) && (int) value == Warp.ALL) {
            e.emit((w, m) -> {
                if (w.allTakePart(m)) {
                    step.run(w, m);
                } else {
                    Members.each(w, members, m, step);
                }
            });
        } else {
            e.emit((w, m) -> Members.each(w, members, m, step));
        }
    }

    private void vote(Instruction i) {
        final List<Operand> o = i.operands();
        final Emitter.Predicate a = e.condition(o.get(1));
        if (i.has("ballot")) {
            final int d = e.intTarget(o.get(0));
            emit(o.get(2), (w, m) -> WarpOps.broadcast(w, d, a.lanes(w) & m, m));
            return;
        }
        final int d = e.predicateTarget(o.get(0));
        final int result = e.fresh(RegisterFile.PREDICATE);
        final boolean all = i.has("all");
        final boolean any = i.has("any");
        // The result goes to a register of its own first: the groups after this one still read the operand.
        emit(o.get(2), (w, m) -> {
            final int lanes = a.lanes(w) & m;
            final boolean holds = all ? lanes == m : any ? lanes != 0 : lanes == m || lanes == 0;
            w.p[result] = w.p[result] & ~m | (holds ? m : 0);
        });
        e.emit((w, m) -> w.p[d] = w.p[d] & ~m | w.p[result] & m);
    }

    private void match(Instruction i) {
        final List<Operand> o = i.operands();
        final Operand to = o.get(0) instanceof Operand.Pair(Operand first, Operand _) ? first : o.get(0);
        final int p = o.get(0) instanceof Operand.Pair(Operand _, Operand second)
                ? e.predicateTarget(second)
                : e.fresh(RegisterFile.PREDICATE);
        final boolean wide = Types.last(i).bytes() == Long.BYTES;
        final int a = wide ? e.longSlot(o.get(1)) : e.intSlot(o.get(1));
        final int d = e.intTarget(to);
        if (i.has("any")) {
            emit(o.get(2), (w, m) -> WarpOps.matchAny(w, d, a, wide, m));
        } else {
            emit(o.get(2), (w, m) -> WarpOps.matchAll(w, d, p, a, wide, m));
        }
    }

    private void redux(Instruction i) {
        final PtxType type = Types.last(i);
        final int a = e.intSlot(i.operands().get(1));
        final int d = e.intTarget(i.operands().get(0));
        final IntOps.Binary op;
        if (i.has("add")) {
            op = Integer::sum;
        } else if (i.has("min")) {
            op = type.isSigned() ? Math::min : (x, y) -> Integer.compareUnsigned(x, y) <= 0 ? x : y;
        } else if (i.has("max")) {
            op = type.isSigned() ? Math::max : (x, y) -> Integer.compareUnsigned(x, y) >= 0 ? x : y;
        } else if (i.has("and")) {
            op = (x, y) -> x & y;
        } else if (i.has("or")) {
            op = (x, y) -> x | y;
        } else if (i.has("xor")) {
            op = (x, y) -> x ^ y;
        } else {
            throw new UnknownInstructionException("unknown reduction");
        }
        emit(i.operands().get(2), (w, m) -> WarpOps.reduce(w, op, d, a, m));
    }

    private void activemask(Instruction i) {
        final int d = e.intTarget(i.operands().get(0));
        e.emit((w, m) -> WarpOps.broadcast(w, d, m, m));
    }

    private void elect(Instruction i) {
        if (!(i.operands().get(0) instanceof Operand.Pair(Operand to, Operand predicate))) {
            throw new UnknownInstructionException("needs d|p");
        }
        final int d = e.target(to, RegisterFile.INT);
        final int p = e.predicateTarget(predicate);
        emit(i.operands().get(1), (w, m) -> {
            WarpOps.broadcast(w, d, Integer.numberOfTrailingZeros(m), m);
            w.p[p] = w.p[p] & ~m | Integer.lowestOneBit(m);
        });
    }
}
