package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/** One running launch: what every block of it shares. */
public final class Launch {

    final Program program;
    final LaunchGeometry geometry;
    /** Parameter block, by byte. */
    final byte[] parameters;
    final MemoryRanges ranges;
    private final WrittenMemory written;
    private final MemorySegment parameterBlock;
    final AtomicLong nextCluster = new AtomicLong();
    volatile Throwable fault;
    private int run;

    /**
     * A launch.
     *
     * @param parameters parameter block, by byte
     * @param ranges global memory it may touch; the module's variables are added
     * @param written which of it has been written; null if nobody asks
     */
    public Launch(Program program, LaunchGeometry geometry, byte[] parameters, MemoryRanges ranges, WrittenMemory written) {
        this.program = program;
        this.geometry = geometry;
        this.parameters = parameters;
        this.ranges = ranges;
        this.written = written;
        this.parameterBlock = Arena.ofAuto().allocate(Math.max(1, parameters.length), Long.BYTES * 2);
        MemorySegment.copy(parameters, 0, parameterBlock, ValueLayout.JAVA_BYTE, 0, parameters.length);
        program.statics().addTo(ranges);
    }

    public Program program() {
        return program;
    }

    public LaunchGeometry geometry() {
        return geometry;
    }

    /** Parameter bytes. */
    public byte[] parameters() {
        return parameters;
    }

    /** All blocks are about to run, perhaps once more. */
    void begin() {
        nextCluster.set(0);
        fault = null;
        run++;
    }

    /** How often it was begun. */
    int run() {
        return run;
    }

    /** Which global memory has been written, or null. */
    WrittenMemory written() {
        return written;
    }

    /** The parameters where an address can reach them. */
    MemorySegment parameterBlock() {
        return parameterBlock;
    }
}
