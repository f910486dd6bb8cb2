package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticOwnerKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Owners of the pixels of a 480 x 640 image. */
public class PanopticOwnerBenchmark extends KernelBenchmark {

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private int[] masks;

    /** Prepares the launch. */
    @Setup
    public void open() {
        masks = BenchmarkInputs.words(count * 9600, 1);
        launch(new PanopticOwnerKernel(PanopticOwnerKernel.BEST), new PanopticOwnerKernel.Shape(9600, count), masks,
                new int[]{count}, BenchmarkRequests.of(150, 203, 480, 640), new int[count]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.owners(masks, count, 480, 640);
    }
}
