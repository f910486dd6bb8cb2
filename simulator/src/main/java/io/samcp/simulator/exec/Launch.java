package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import java.util.concurrent.atomic.AtomicLong;

/** One running launch: what every block of it shares. */
public final class Launch {

    final Program program;
    final LaunchGeometry geometry;
    /** Parameter block, by byte. */
    final byte[] parameters;
    final MemoryRanges ranges;
    final AtomicLong nextBlock = new AtomicLong();
    volatile RuntimeException fault;

    public Launch(Program program, LaunchGeometry geometry, byte[] parameters, MemoryRanges ranges) {
        this.program = program;
        this.geometry = geometry;
        this.parameters = parameters;
        this.ranges = ranges;
        program.statics().addTo(ranges);
    }

    public Program program() {
        return program;
    }

    public LaunchGeometry geometry() {
        return geometry;
    }

    /** Parameter bytes, which may be changed between runs. */
    public byte[] parameters() {
        return parameters;
    }

    /** What clock registers read; the engine has no cycles, so it is host time. */
    long ticks() {
        return System.nanoTime();
    }
}
