package io.samcp.simulator.exec;

import java.util.concurrent.atomic.AtomicLong;

/** The compiled form of one program: made once, when it has run often enough, and shared by all who run it. */
public final class CompiledTier {

    /** Instructions of warps after which compilation pays: about what it costs. */
    private static final long HOT = 100_000;

    private final AtomicLong executed = new AtomicLong();
    private volatile SegmentCompiler.Compiled compiled;

    /** Some more instructions were executed. */
    void count(long instructions) {
        executed.getAndAdd(instructions);
    }

    /** The compiled form, or null while the program is not hot. */
    SegmentCompiler.Compiled ifHot(Program program) {
        return compiled != null || executed.get() >= HOT ? get(program) : null;
    }

    /** The compiled form. */
    SegmentCompiler.Compiled get(Program program) {
        if (compiled == null) {
            compile(program);
        }
        return compiled;
    }

    private synchronized void compile(Program program) {
        if (compiled == null) {
            compiled = new SegmentCompiler(program).compile();
        }
    }
}
