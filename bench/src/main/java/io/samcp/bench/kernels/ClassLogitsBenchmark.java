package io.samcp.bench.kernels;

import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.ClassLogitsReference;
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

/** Logits of all queries against the classes of COCO. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClassLogitsBenchmark {

    /** Queries. */
    @Param({"203"})
    public int queries;

    private ClassLogitsKernel.Shape shape;
    private float[] f;
    private float[] w;
    private float[] bias;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ClassLogitsKernel.Shape(queries, 133, 256);
        f = BenchmarkInputs.floats(queries * 256, 1);
        w = BenchmarkInputs.floats(133 * 256, 2);
        bias = BenchmarkInputs.floats(133, 3);
        launch = new KernelLaunch(new ClassLogitsKernel(ClassLogitsKernel.BEST), shape, f, w, bias, new float[]{0.3f});
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ClassLogitsReference.plain(shape, f, w, bias, 0.3f);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
