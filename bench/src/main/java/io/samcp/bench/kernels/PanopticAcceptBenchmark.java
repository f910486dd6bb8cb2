package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Which of the competing queries become segments. */
public class PanopticAcceptBenchmark extends KernelBenchmark {

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private PanopticAcceptKernel.Shape shape;
    private int[] numbers;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticAcceptKernel.Shape(count, 80, 0.8);
        numbers = new int[count];
        launch(new PanopticAcceptKernel(PanopticAcceptKernel.BEST), shape, numbers, numbers, new int[]{count}, numbers,
                numbers);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.values(shape, numbers, numbers, numbers, count);
    }
}
