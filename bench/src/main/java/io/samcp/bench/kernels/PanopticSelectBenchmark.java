package io.samcp.bench.kernels;

import io.samcp.kernels.selection.PanopticSelectKernel;
import io.samcp.kernels.selection.SelectionReference;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The queries that compete for pixels. */
public class PanopticSelectBenchmark extends KernelBenchmark {

    /** Patches. */
    @Param({"150", "1024"})
    public int patches;

    private PanopticSelectKernel.Shape shape;
    private float[] logits;
    private float[] rowMax;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticSelectKernel.Shape(53 + patches, 133, 53, 80, 100, 0.3f, 0.3f);
        logits = BenchmarkInputs.floats((53 + patches) * 133, 1);
        rowMax = BenchmarkInputs.floats(53 + patches, 2);
        launch(new PanopticSelectKernel(PanopticSelectKernel.BEST), shape, logits, rowMax,
                BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public List<SelectionReference.Choice> reference() {
        return SelectionReference.panoptic(shape, logits, rowMax, 53 + patches);
    }
}
