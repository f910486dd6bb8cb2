package io.samcp.bench.kernels;

import io.samcp.kernels.selection.InstanceSelectKernel;
import io.samcp.kernels.selection.SelectionReference;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The hundred best of all pairs. */
public class InstanceSelectBenchmark extends KernelBenchmark {

    /** Patches. */
    @Param({"150", "1024"})
    public int patches;

    private InstanceSelectKernel.Shape shape;
    private float[] logits;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new InstanceSelectKernel.Shape(53 + patches, 133, 53, 80, 100);
        logits = BenchmarkInputs.floats((53 + patches) * 133, 1);
        launch(new InstanceSelectKernel(InstanceSelectKernel.BEST), shape, logits,
                BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public List<SelectionReference.Choice> reference() {
        return SelectionReference.instances(shape, logits, patches);
    }
}
