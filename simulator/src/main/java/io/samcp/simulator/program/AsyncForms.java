package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.AsyncCopies;
import io.samcp.simulator.exec.BulkCopies;
import io.samcp.simulator.exec.MbarrierOps;
import io.samcp.simulator.exec.MemoryAccess;
import io.samcp.simulator.exec.MemoryAccess.Ordering;
import io.samcp.simulator.exec.MemoryAccess.Space;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.Warp;
import java.util.List;
import java.util.Map;

/** Copies that go on while threads do something else, and the mbarriers that count them. */
final class AsyncForms {

    private static final int UNIT = 16;

    private final Emitter e;

    AsyncForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("cp", i -> {
            if (i.has("bulk")) {
                bulk(i);
            } else if (i.has("mbarrier")) {
                final MemoryAccess access = mbarrier(i.operands().get(0), i, Ordering.ATOMIC_ACQUIRE_RELEASE);
                final boolean counted = i.has("noinc");
                e.emit((w, m) -> MbarrierOps.arriveLater(access, counted, w, m));
            } else {
                copy(i);
            }
        });
        forms.put("mbarrier", this::mbarrier);
        for (final String opcode : List.of("griddepcontrol", "createpolicy")) {
            forms.put(opcode, this::hint);
        }
    }

    /** Launches do not overlap here, and there are no caches. */
    private void hint(Instruction i) {
        if (i.opcode().equals("createpolicy")) {
            final int d = e.longTarget(i.operands().get(0));
            e.emit((w, m) -> {
                for (int k = 0; k < Warp.LANES; k++) {
                    w.l[d + k] = (m >>> k & 1) != 0 ? 0 : w.l[d + k];
                }
            });
        }
    }

    private void copy(Instruction i) {
        final List<Operand> o = i.operands();
        if (i.has("commit_group")) {
            e.emit(AsyncCopies::commit);
        } else if (i.has("wait_group")) {
            final int left = literal(o.get(0));
            e.emit((w, m) -> AsyncCopies.waitGroup(w, left, m));
        } else if (i.has("wait_all")) {
            e.emit(AsyncCopies::waitAll);
        } else {
            final int bytes = literal(o.get(2));
            if (bytes != UNIT && (i.has("cg") || bytes != Integer.BYTES && bytes != Long.BYTES)) {
                throw new UnknownInstructionException("copies " + (i.has("cg") ? "16 bytes" : "4, 8 or 16 bytes") + ", not " + bytes);
            }
            final AsyncCopies.Form form = new AsyncCopies.Form(e.access(o.get(1), Space.GLOBAL, bytes, false),
                    e.access(o.get(0), Space.SHARED, bytes, true), bytes);
            final int extras = o.size() - (i.has("L2::cache_hint") ? 1 : 0);
            if (extras > 3 && e.declared(o.get(3)) == PtxType.PRED) {
                final Emitter.Predicate ignoring = e.condition(o.get(3));
                e.emit((w, m) -> AsyncCopies.issue(form, w, -1, ignoring.lanes(w), m));
            } else {
                final int given = extras > 3 ? e.intSlot(o.get(3)) : -1;
                e.emit((w, m) -> AsyncCopies.issue(form, w, given, 0, m));
            }
        }
    }

    private void bulk(Instruction i) {
        final List<Operand> o = i.operands();
        if (i.has("commit_group")) {
            e.emit(BulkCopies::commit);
        } else if (i.has("wait_group")) {
            final int left = literal(o.get(0));
            e.emit((w, m) -> BulkCopies.waitGroup(w, left, m));
        } else if (i.has("bulk_group")) {
            final BulkCopies.Form form = new BulkCopies.Form(e.access(o.get(1), Space.SHARED, UNIT, false),
                    e.access(o.get(0), Space.GLOBAL, UNIT, true), e.intSlot(o.get(2)));
            e.emit((w, m) -> BulkCopies.outward(form, w, m));
        } else if (!i.has("prefetch")) {
            final BulkCopies.Form form = new BulkCopies.Form(e.access(o.get(1), Space.GLOBAL, UNIT, false),
                    e.access(o.get(0), Space.SHARED, UNIT, true), e.intSlot(o.get(2)));
            final MemoryAccess counter = e.access(o.get(3), Space.SHARED, Long.BYTES, true);
            e.emit((w, m) -> BulkCopies.inward(form, counter, w, m));
        }
    }

    private static int literal(Operand operand) {
        if (operand instanceof Operand.Int(long value)) {
            return (int) value;
        }
        throw new UnknownInstructionException("'" + Emitter.text(operand) + "' is not an integer literal");
    }

    private MemoryAccess mbarrier(Operand address, Instruction i, Ordering ordering) {
        final boolean shared = i.has("shared") || i.has("shared::cta") || e.isVariable(address);
        final Space space = i.has("shared::cluster") ? Space.CLUSTER : shared ? Space.SHARED : Space.GENERIC;
        return e.access(address, space, Long.BYTES,
                ordering != Ordering.STRONG && ordering != Ordering.ACQUIRE)
                .with(ordering);
    }

    private void mbarrier(Instruction i) {
        final List<Operand> o = i.operands();
        if (i.has("init")) {
            final MemoryAccess access = mbarrier(o.get(0), i, Ordering.WEAK);
            final int arrivals = e.intSlot(o.get(1));
            e.emit((w, m) -> MbarrierOps.init(access, w, arrivals, m));
        } else if (i.has("inval")) {
            final MemoryAccess access = mbarrier(o.get(0), i, Ordering.WEAK);
            e.emit((w, m) -> MbarrierOps.invalidate(access, w, m));
        } else if (i.has("arrive") || i.has("arrive_drop")) {
            arrive(i);
        } else if (i.has("expect_tx") || i.has("complete_tx")) {
            final MemoryAccess access = mbarrier(o.get(0), i, Ordering.ATOMIC);
            final int bytes = e.intSlot(o.get(1));
            final int sign = i.has("expect_tx") ? 1 : -1;
            e.emit((w, m) -> MbarrierOps.addBytes(access, sign, w, bytes, m));
        } else if (i.has("pending_count")) {
            final int state = e.longSlot(o.get(1));
            final int d = e.intTarget(o.get(0));
            e.emit((w, m) -> MbarrierOps.pendingCount(w, d, state, m));
        } else {
            final MemoryAccess asking = mbarrier(o.get(1), i, Ordering.STRONG);
            final MemoryAccess seeing = asking.with(Ordering.ACQUIRE);
            final boolean parity = i.has("parity");
            if (parity && o.get(2) instanceof Operand.Int(long value) && value != 0 && value != 1) {
                throw new UnknownInstructionException("a parity is 0 or 1, not " + value);
            }
            final int state = parity ? e.intSlot(o.get(2)) : e.longSlot(o.get(2));
            final int p = e.predicateTarget(o.get(0));
            e.control(Program.Kind.BARRIER,
                    (w, m) -> w.p[p] = w.p[p] & ~m | MbarrierOps.ended(asking, seeing, w, state, parity, m), null);
        }
    }

    private void arrive(Instruction i) {
        final List<Operand> o = i.operands();
        final MemoryAccess access = mbarrier(o.get(1), i, Ordering.ATOMIC_ACQUIRE_RELEASE);
        final MbarrierOps.Arriving how = i.has("arrive_drop")
                ? MbarrierOps.Arriving.DROPPING
                : i.has("noComplete") ? MbarrierOps.Arriving.WITHOUT_END : MbarrierOps.Arriving.PLAIN;
        final int operand = o.size() > 2 ? e.intSlot(o.get(2)) : -1;
        final int bytes = i.has("expect_tx") ? operand : -1;
        final int count = i.has("expect_tx") ? -1 : operand;
        final int d = e.longTarget(o.get(0));
        e.emit((w, m) -> MbarrierOps.arrive(access, how, w, d, count, bytes, m));
    }
}
