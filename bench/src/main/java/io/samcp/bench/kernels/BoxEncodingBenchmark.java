package io.samcp.bench.kernels;

import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.BoxEncodingReference;
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

/** Sine encoding of boxes, 128 channels per coordinate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoxEncodingBenchmark {

    /** Patches and queries. */
    @Param({"150", "203"})
    public int boxes;

    private float[] x;
    private float[] period;
    private BoxEncodingKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new BoxEncodingKernel.Shape(boxes, 128);
        x = BenchmarkInputs.floats(4 * boxes, 1);
        period = new float[128];
        for (int k = 0; k < period.length; k++) {
            final int even = k - k % 2;
            period[k] = (float) Math.pow(10000, even / 128.0);
        }
        launch = new KernelLaunch(new BoxEncodingKernel(BoxEncodingKernel.BEST), shape, x, period);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return BoxEncodingReference.plain(shape, x, period);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
