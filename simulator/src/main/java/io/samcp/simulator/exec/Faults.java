package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelFaultException.Kind;
import io.samcp.simulator.ast.Instruction;

/** Words for what a kernel did wrong. */
final class Faults {

    private Faults() {}

    /** A fault of one thread at the instruction the warp is at. */
    static KernelFaultException at(Warp w, int lane, Kind kind, String what) {
        final Block b = w.block;
        final int thread = w.index * Warp.LANES + lane;
        final int bx = b.geometry.blockX();
        final int by = b.geometry.blockY();
        final Instruction instruction = b.program.source()[w.pc];
        final int line = instruction.position().line();
        return new KernelFaultException(
                b.program.name() + ", line " + line + " '" + b.program.module().line(line) + "', block (" + b.x + "," + b.y
                        + "," + b.z + "), thread (" + thread % bx + "," + thread / bx % by + "," + thread / bx / by + "): " + what,
                kind);
    }

    /** A fault of the first of some lanes. */
    static KernelFaultException atFirst(Warp w, int lanes, Kind kind, String what) {
        return at(w, Integer.numberOfTrailingZeros(lanes), kind, what);
    }
}
