package io.samcp.simulator.exec;

import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.KernelFaultException.Kind;

/** Runs one warp to its next barrier or its end: guards, branches, divergence and reconvergence. */
final class Interpreter {

    /** Instructions after which another warp has its turn. */
    private static final long TURN = 1 << 20;

    private final Program program;
    private final Program.Kind[] kinds;
    private final Step[] steps;
    private final int[] guards;
    private final boolean[] negated;
    private final Watch watch;
    private final long limit;
    private final Execution execution;
    /** Compiled pieces by where they begin, and where they end; empty as long as everything is interpreted. */
    private Segment[] segments = {};
    private int[] ends = {};

    Interpreter(Program program, Execution execution, Watch watch, long limit) {
        this.execution = watch == null ? execution : Execution.INTERPRETED;
        this.watch = watch;
        this.program = program;
        this.kinds = program.kinds();
        this.steps = program.steps();
        this.guards = program.guards();
        this.negated = program.negated();
        this.limit = limit;
    }

    /** Takes over what has been compiled, once it is worth it. */
    private void upgrade() {
        final SegmentCompiler.Compiled compiled = switch (execution) {
            case INTERPRETED -> null;
            case COMPILED -> program.tier().get(program);
            case ADAPTIVE -> program.tier().ifHot(program);
        };
        if (compiled != null) {
            segments = compiled.segments();
            ends = compiled.ends();
        }
    }

    /**
     * Runs until the warp waits at a barrier ({@code w.barrier >= 0}), yields, has ended ({@code w.live == 0}), or has had its turn: a warp that waits
     * for what another one stores must let it run.
     */
    void run(Warp w) {
        if (segments.length == 0) {
            upgrade();
        }
        final long before = w.executed;
        runOn(w);
        if (segments.length == 0 && execution == Execution.ADAPTIVE) {
            program.tier().count(w.executed - before);
        }
    }

    private void runOn(Warp w) {
        final Segment[] segments = this.segments;
        final boolean compiled = segments.length != 0;
        w.barrier = Warp.RUNS;
        final int end = kinds.length;
        final long turn = Math.min(limit - w.executed, TURN);
        long budget = turn;
        while (true) {
            if (w.pc == w.rpc || w.mask == 0 || w.pc >= end) {
                if (w.pc >= end) {
                    w.live &= ~w.mask;
                }
                if (!w.pop()) {
                    w.live = 0;
                    w.executed += turn - budget;
                    return;
                }
                continue;
            }
            if (--budget < 0) {
                w.executed += turn;
                if (w.executed < limit) {
                    return;
                }
                throw Faults.atFirst(w, w.mask, Kind.TIME_OUT, "still running after " + limit + " instructions of this warp");
            }
            final int pc = w.pc;
            if (compiled) {
                final Segment segment = segments[pc];
                if (segment != null) {
                    segment.run(w, w.mask);
                    budget -= ends[pc] - pc - 1;
                    w.pc = ends[pc];
                    continue;
                }
            }
            final int guard = guards[pc];
            int m = w.mask;
            if (guard >= 0) {
                m &= negated[pc] ? ~w.p[guard] : w.p[guard];
            }
            if (watch != null) {
                watch.before(w, pc, m);
            }
            switch (kinds[pc]) {
                case STEP -> {
                    if (m != 0) {
                        steps[pc].run(w, m);
                    }
                    w.pc = pc + 1;
                }
                case BRANCH -> branch(w, pc, m);
                case BRANCH_INDEXED -> branchIndexed(w, pc, m);
                case EXIT -> exit(w, pc, m);
                case BARRIER -> {
                    if (m != 0) {
                        steps[pc].run(w, m);
                    }
                    w.pc = pc + 1;
                    if (w.barrier != Warp.RUNS) {
                        w.executed += turn - budget;
                        return;
                    }
                }
            }
            if (watch != null) {
                watch.after(w, pc, m);
            }
        }
    }

    private void branch(Warp w, int pc, int taken) {
        final int target = program.targets()[pc];
        final int fallThrough = w.mask & ~taken;
        if (fallThrough == 0) {
            w.pc = target;
        } else if (taken == 0) {
            w.pc = pc + 1;
        } else {
            diverge(w, pc);
            part(w, pc + 1, fallThrough, program.reconvergence()[pc]);
            part(w, target, taken, program.reconvergence()[pc]);
            w.pop();
        }
    }

    private void branchIndexed(Warp w, int pc, int m) {
        final int[] targets = program.targetLists().get(program.targets()[pc]);
        final int slot = program.indexSlots().get(program.targets()[pc]);
        final int meet = program.reconvergence()[pc];
        final int skipping = w.mask & ~m;
        diverge(w, pc);
        if (skipping != 0) {
            part(w, pc + 1, skipping, meet);
        }
        int left = m;
        while (left != 0) {
            final int index = w.i[slot + Integer.numberOfTrailingZeros(left)];
            if (index < 0 || index >= targets.length) {
                throw Faults.atFirst(w, left, Kind.OTHER, "branch index " + index + " of " + targets.length + " targets");
            }
            int same = 0;
            for (int k = 0; k < Warp.LANES; k++) {
                if ((left >>> k & 1) != 0 && w.i[slot + k] == index) {
                    same |= 1 << k;
                }
            }
            part(w, targets[index], same, meet);
            left &= ~same;
        }
        w.pop();
    }

    /** Leaves the meeting point on the stack, unless the lanes below wait there already. */
    private void diverge(Warp w, int pc) {
        final int meet = program.reconvergence()[pc];
        if (meet != w.rpc) {
            w.push(meet, w.mask, w.rpc);
        }
    }

    private static void part(Warp w, int pc, int mask, int meet) {
        if (pc != meet) {
            w.push(pc, mask, meet);
        }
    }

    private void exit(Warp w, int pc, int leaving) {
        w.live &= ~leaving;
        w.mask &= ~leaving;
        w.pc = pc + 1;
    }
}
