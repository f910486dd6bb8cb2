package io.samcp.bench.kernels;

import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.kernels.attention.AttentionReference;
import java.util.concurrent.TimeUnit;
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

/** Attention of encoder and decoder: 8 heads of 32 channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttentionBenchmark {

    /** Encoder and decoder. */
    @Param({"150", "203"})
    public int queries;

    /** Patches and queries. */
    @Param({"150", "203"})
    public int keys;

    private float[] q;
    private float[] k;
    private float[] v;
    private int[] blocked;
    private AttentionKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AttentionKernel.Shape(queries, keys, 8, 32, 256, 256, 256, 256, true, false);
        q = BenchmarkInputs.floats(queries * 256, 1);
        k = BenchmarkInputs.floats(keys * 256, 2);
        v = BenchmarkInputs.floats(keys * 256, 3);
        blocked = BenchmarkInputs.words(queries * Math.ceilDiv(keys, Integer.SIZE), 4);
        launch = new KernelLaunch(new AttentionKernel(AttentionKernel.BEST), shape, q, k, v, blocked, new int[0]);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AttentionReference.plain(shape, q, k, v, blocked, new int[0]);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
