package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.IntOps;
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
        final int p = o.get(0) instanceof Operand.Pair(Operand first, Operand second) ? e.predicate(second) : -1;
        final WarpOps.Shuffle mode = switch (i.modifiers().get(i.modifiers().indexOf("sync") + 1)) {
            case "up" -> WarpOps.Shuffle.UP;
            case "down" -> WarpOps.Shuffle.DOWN;
            case "bfly" -> WarpOps.Shuffle.BUTTERFLY;
            case "idx" -> WarpOps.Shuffle.INDEX;
            default -> throw new UnknownInstructionException("unknown shuffle");
        };
        final int b = e.intSlot(o.get(2));
        final int c = e.intSlot(o.get(3));
        final PtxType declared = e.declared(to);
        if (declared == PtxType.F32) {
            final int a = e.floatSlot(o.get(1));
            final int d = e.floatTarget(to);
            e.emit((w, m) -> WarpOps.shuffleFloat(w, mode, d, p, a, b, c, m));
        } else {
            final int a = e.intSlot(o.get(1));
            final int d = e.intTarget(to);
            e.emit((w, m) -> WarpOps.shuffleInt(w, mode, d, p, a, b, c, m));
        }
    }

    private void vote(Instruction i) {
        final List<Operand> o = i.operands();
        final boolean not = o.get(1) instanceof Operand.Not;
        final int a = e.predicate(o.get(1) instanceof Operand.Not(Operand p) ? p : o.get(1));
        if (i.has("ballot")) {
            final int d = e.intTarget(o.get(0));
            e.emit((w, m) -> {
                final int lanes = (not ? ~w.p[a] : w.p[a]) & m;
                WarpOps.broadcast(w, d, lanes, m);
            });
            return;
        }
        final int d = e.predicate(o.get(0));
        final boolean all = i.has("all");
        final boolean any = i.has("any");
        e.emit((w, m) -> {
            final int lanes = (not ? ~w.p[a] : w.p[a]) & m;
            final boolean result = all ? lanes == m : any ? lanes != 0 : lanes == m || lanes == 0;
            w.p[d] = w.p[d] & ~m | (result ? m : 0);
        });
    }

    private void match(Instruction i) {
        if (!i.has("any")) {
            throw new UnknownInstructionException("only match.any is known");
        }
        final int a = e.intSlot(i.operands().get(1));
        final int d = e.intTarget(i.operands().get(0));
        e.emit((w, m) -> WarpOps.matchAny(w, d, a, m));
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
        e.emit((w, m) -> WarpOps.reduce(w, op, d, a, m));
    }

    private void activemask(Instruction i) {
        final int d = e.intTarget(i.operands().get(0));
        e.emit((w, m) -> WarpOps.broadcast(w, d, m, m));
    }

    private void elect(Instruction i) {
        if (!(i.operands().get(0) instanceof Operand.Pair(Operand to, Operand predicate))) {
            throw new UnknownInstructionException("needs d|p");
        }
        final int d = e.intTarget(to);
        final int p = e.predicate(predicate);
        e.emit((w, m) -> {
            WarpOps.broadcast(w, d, Integer.numberOfTrailingZeros(m), m);
            w.p[p] = w.p[p] & ~m | Integer.lowestOneBit(m);
        });
    }
}
