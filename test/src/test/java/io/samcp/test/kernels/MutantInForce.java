package io.samcp.test.kernels;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.PtxSource;
import io.samcp.runtime.EngineOptions;
import java.util.HashSet;
import java.util.Set;

/** For mutation tests: while one runs, the harness launches another text in place of a kernel's own. One at a time in a JVM. */
public final class MutantInForce {

    private static String kernel;
    private static PtxSource text;
    private static long limit;
    private static final Set<String> LAUNCHED = new HashSet<>();

    private MutantInForce() {}

    /** From now on a kernel has another text, and a warp of it takes at most so many instructions. */
    public static synchronized void begin(String name, String mutated, long instructions) {
        kernel = name;
        limit = instructions;
        text = new PtxSource(name + ".ptx", mutated);
    }

    /** Every kernel has its own text again. */
    public static synchronized void end() {
        kernel = null;
        text = null;
    }

    /** Kernels that the harness has launched since this was last asked. */
    public static synchronized Set<String> launched() {
        final Set<String> all = Set.copyOf(LAUNCHED);
        LAUNCHED.clear();
        return all;
    }

    static synchronized <S> Kernel<S> insteadOf(Kernel<S> shipped) {
        LAUNCHED.add(shipped.name());
        return shipped.name().equals(kernel) ? AdaptedKernel.withText(shipped, text) : shipped;
    }

    static synchronized EngineOptions limit(EngineOptions options, String launched) {
        return launched.equals(kernel) ? options.withInstructionLimit(limit) : options;
    }
}
