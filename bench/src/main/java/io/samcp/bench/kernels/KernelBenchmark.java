package io.samcp.bench.kernels;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A kernel at one shape on a device; what is added below is its shape, its operands and the scalar reference. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class KernelBenchmark {

    /** {@code cpu}, {@code cuda}, {@code cuda:INDEX}, {@code best}. */
    @Param("cpu")
    public String device;

    private KernelLaunch launch;

    /** For subclasses. */
    protected KernelBenchmark() {}

    /** What was done, by which JMH divides the time: so long a kernel, a byte and an operation of its floor took. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Done {
        /** Runs of the kernel: 1 a call on the PTX engine, many on a GPU. */
        public long kernels;
        /** Bytes of the floor. */
        public long bytes;
        /** Operations of the floor. */
        public long flops;
    }

    /** Prepares the launch; see {@link KernelLaunch}. */
    final <S> void launch(Kernel<S> kernel, S shape, Object... inputs) {
        launch = new KernelLaunch(device, kernel, shape, inputs);
    }

    /** The kernel on the device. */
    @Benchmark
    public void kernel(Done done) {
        launch.launchBlocking();
        done.kernels += launch.copies();
        done.bytes += launch.copies() * launch.cost().bytes();
        done.flops += launch.copies() * launch.cost().flops();
    }

    /** The floor of one launch. */
    public Cost cost() {
        return launch.cost();
    }

    /**
     * What one launch does, counted by the PTX engine; closes this benchmark.
     *
     * @throws IllegalStateException on another device
     */
    public LaunchCounters counted() {
        try (KernelLaunch counting = launch) {
            return counting.counted();
        }
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
