package io.samcp.bench.kernels;

import io.samcp.kernels.selection.PanopticSelectKernel;
import io.samcp.kernels.selection.SelectionReference;
import java.util.List;
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

/** The queries that compete for pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class PanopticSelectBenchmark {

    /** Patches. */
    @Param({"150", "1024"})
    public int patches;

    private PanopticSelectKernel.Shape shape;
    private float[] logits;
    private float[] rowMax;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticSelectKernel.Shape(53 + patches, 133, 53, 80, 100, 0.3f, 0.3f);
        logits = BenchmarkInputs.floats((53 + patches) * 133, 1);
        rowMax = BenchmarkInputs.floats(53 + patches, 2);
        launch = new KernelLaunch(new PanopticSelectKernel(PanopticSelectKernel.BEST), shape, logits, rowMax,
                BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public List<SelectionReference.Choice> reference() {
        return SelectionReference.panoptic(shape, logits, rowMax, 53 + patches);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
