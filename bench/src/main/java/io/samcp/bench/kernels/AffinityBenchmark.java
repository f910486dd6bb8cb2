package io.samcp.bench.kernels;

import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityReference;
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

/** Affinity logits of a decoder layer: 203 queries, 8 heads of 32 channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class AffinityBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private AffinityReference.Operands x;
    private AffinityKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AffinityKernel.Shape(203, patches, 8, 32, true);
        x = new AffinityReference.Operands(BenchmarkInputs.floats(203 * 256, 1), BenchmarkInputs.floats(patches * 256, 2),
                BenchmarkInputs.floats(64, 3), BenchmarkInputs.floats(8, 4), BenchmarkInputs.floats(64, 5), BenchmarkInputs.floats(8, 6),
                BenchmarkInputs.floats(8, 7), BenchmarkInputs.floats(1, 8), BenchmarkInputs.floats(patches, 9), new float[]{1.5f},
                BenchmarkInputs.floats(203 * patches, 10));
        launch = new KernelLaunch(new AffinityKernel(AffinityKernel.BEST), shape, x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(),
                x.b2(), x.bias(), x.scale(), x.previous());
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AffinityReference.plain(shape, x);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
