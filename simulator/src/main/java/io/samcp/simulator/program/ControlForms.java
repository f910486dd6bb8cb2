package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.exec.BarrierOps;
import io.samcp.simulator.exec.Program;
import java.util.List;
import java.util.Map;

/** Branches, exits, barriers and traps. */
final class ControlForms {

    private final Emitter e;

    ControlForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("bra", i -> e.control(Program.Kind.BRANCH, null, name(i.operands().get(0))));
        forms.put("brx", this::indexed);
        forms.put("exit", i -> e.control(Program.Kind.EXIT, null, null));
        forms.put("bar", this::barrier);
        forms.put("barrier", this::barrier);
        forms.put("trap", i -> e.emit(BarrierOps::trap));
        forms.put("brkpt", i -> {
            // no debugger is attached
        });
        forms.put("nanosleep", i -> e.control(Program.Kind.BARRIER, (w, m) -> BarrierOps.sleep(w), null));
    }

    private static String name(Operand operand) {
        if (operand instanceof Operand.Name(String name)) {
            return name;
        }
        throw new UnknownInstructionException("needs a label");
    }

    private void indexed(Instruction i) {
        name(i.operands().get(1));
        e.control(Program.Kind.BRANCH_INDEXED, null, Integer.toString(e.intSlot(i.operands().get(0))));
    }

    private void barrier(Instruction i) {
        final List<Operand> o = i.operands();
        if (i.has("warp")) {
            final int members = e.intSlot(o.get(0));
            e.emit((w, m) -> BarrierOps.join(w, members, m));
            return;
        }
        if (i.has("cluster")) {
            clusterBarrier(i);
        } else if (i.has("arrive")) {
            final int id = e.intSlot(o.get(0));
            final int threads = e.intSlot(o.get(1));
            e.emit((w, m) -> BarrierOps.arrive(w, id, threads, m));
        } else if (i.has("red")) {
            reduce(i);
        } else if (i.has("sync")) {
            final int id = e.intSlot(o.isEmpty() ? new Operand.Int(0) : o.get(0));
            final int threads = e.intSlot(o.size() < 2 ? new Operand.Int(0) : o.get(1));
            e.control(Program.Kind.BARRIER, (w, m) -> BarrierOps.sync(w, id, threads, m), null);
        } else {
            throw new UnknownInstructionException("unknown barrier");
        }
    }

    private void clusterBarrier(Instruction i) {
        final boolean aligned = i.has("aligned");
        if (i.has("arrive")) {
            final boolean release = !i.has("relaxed");
            e.emit((w, m) -> BarrierOps.arriveAtCluster(w, aligned, release, m));
        } else {
            e.control(Program.Kind.BARRIER, (w, m) -> BarrierOps.awaitCluster(w, aligned, m), null);
        }
    }

    private void reduce(Instruction i) {
        final List<Operand> o = i.operands();
        final boolean hasCount = o.size() > 3;
        final int id = e.intSlot(o.get(1));
        final int threads = e.intSlot(hasCount ? o.get(2) : new Operand.Int(0));
        final Operand vote = o.getLast();
        final Emitter.Predicate p = e.condition(vote);
        e.control(Program.Kind.BARRIER, (w, m) -> BarrierOps.vote(w, id, threads, p.lanes(w), m), null);
        if (i.has("popc")) {
            final int d = e.intTarget(o.get(0));
            e.emit((w, m) -> BarrierOps.count(w, d, m));
        } else {
            final int d = e.predicateTarget(o.get(0));
            final boolean all = i.has("and");
            e.emit((w, m) -> w.p[d] = w.p[d] & ~m | (BarrierOps.held(w, all) ? m : 0));
        }
    }
}
