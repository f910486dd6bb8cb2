package io.samcp.simulator.exec;

import io.samcp.runtime.FaultSite;
import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelFaultException.Kind;

/** Words for what a kernel did wrong. */
final class Faults {

    private Faults() {}

    /** A fault of one thread at the instruction the warp is at. */
    static KernelFaultException at(Warp w, int lane, Kind kind, String what) {
        return at(w, lane, w.pc, kind, what);
    }

    /** A fault of one thread at an instruction. */
    static KernelFaultException at(Warp w, int lane, int pc, Kind kind, String what) {
        return new KernelFaultException(site(w, lane, pc), kind, what);
    }

    private static FaultSite site(Warp w, int lane, int pc) {
        final Block b = w.block;
        final int line = b.program.source()[pc].position().line();
        return new FaultSite(b.program.name(), line, b.program.module().line(line), b.place(),
                b.thread(w.index * Warp.LANES + lane));
    }

    /** A fault of the first of some lanes. */
    static KernelFaultException atFirst(Warp w, int lanes, Kind kind, String what) {
        return at(w, Integer.numberOfTrailingZeros(lanes), kind, what);
    }
}
