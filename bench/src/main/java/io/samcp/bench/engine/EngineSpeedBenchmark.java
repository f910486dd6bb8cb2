package io.samcp.bench.engine;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import java.util.List;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the PTX engine: launches per second, as {@code laneInstructions} instructions times lanes per second, and as
 * {@code floatingOperations} what they compute. {@link EngineSpeedTable} puts it into a table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineSpeedBenchmark {

    private static final int ROUNDS = 2000;

    /** Name of an {@link EngineProgram}. */
    @Param({"products", "softmax", "integers", "tensor"})
    public String program;

    /** Worker threads of the engine. */
    @Param("1")
    public int cores;

    /** How instructions are carried out. */
    @Param({"INTERPRETED", "COMPILED"})
    public EngineOptions.Execution execution;

    private Device device;
    private DeviceStream stream;
    private Executable executable;
    private long laneInstructions;
    private long floatingOperations;

    /** What was done. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Done {
        /** Instructions times lanes. */
        public long laneInstructions;
        /** Floating-point operations. */
        public long floatingOperations;
    }

    /** Prepares the launch. */
    @Setup
    public void open() {
        final EngineProgram kernel = new EngineProgram(program);
        laneInstructions = kernel.laneInstructions(ROUNDS);
        floatingOperations = kernel.floatingOperations(ROUNDS);
        device = Devices.engine(new EngineOptions(cores, EngineOptions.WarpOrder.FORWARD, 0).withExecution(execution));
        stream = device.openStream();
        final DeviceBuffer out = device.allocate(kernel.bufferBytes(ROUNDS).getFirst(), "out");
        executable = device.prepare(program, List.of(new KernelWork<>(program, kernel, ROUNDS, List.of(out))));
    }

    /** One launch. */
    @Benchmark
    public void launch(Done done) {
        stream.launchAsync(executable);
        stream.synchronizeBlocking();
        done.laneInstructions += laneInstructions;
        done.floatingOperations += floatingOperations;
    }

    /** The first launch of a JVM: nothing is compiled yet. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Fork(3)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public void firstLaunch() {
        stream.launchAsync(executable);
        stream.synchronizeBlocking();
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        executable.close();
        stream.close();
        device.close();
    }
}
