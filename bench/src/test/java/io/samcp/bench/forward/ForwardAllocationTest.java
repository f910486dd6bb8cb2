package io.samcp.bench.forward;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A forward pass on the PTX engine takes nothing from the Java heap, neither on the caller's thread nor on the engine's. With plain loops: through
 * the Vector API the JIT compiler decides in each run anew which vectors it keeps in registers, so that is a matter for {@code samcp bench}.
 */
final class ForwardAllocationTest {

    /** The first passes also load classes; the test ends with the first that takes nothing. */
    private static final int MOST_PASSES = 20;

    /** Some slack; one object per launch would be hundreds of times as much. */
    private static final long MOST_BYTES = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aForwardPassAllocatesNothing() {
        final ForwardBenchmark benchmark = new ForwardBenchmark();
        benchmark.device = "cpu";
        benchmark.libraries = "off";
        benchmark.patches = 8;
        benchmark.open();
        try {
            final long[] involved = callerAndEngine();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < MOST_PASSES && least > MOST_BYTES; i++) {
                final long first = allocated(involved);
                final long before = allocated(involved);
                benchmark.forward();
                least = Math.min(least, allocated(involved) - before - (before - first));
            }
            assertTrue(least <= MOST_BYTES, least + " bytes in a forward pass");
        } finally {
            benchmark.close();
        }
    }

    private static long[] callerAndEngine() {
        final LongStream engine = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("samcp-engine"))
                .mapToLong(Thread::threadId);
        return LongStream.concat(LongStream.of(Thread.currentThread().threadId()), engine).toArray();
    }

    /** Asking allocates too, always the same. */
    private long allocated(long[] ids) {
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
    }
}
