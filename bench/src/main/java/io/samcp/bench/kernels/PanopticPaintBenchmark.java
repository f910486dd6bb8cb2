package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticPaintKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The maps of a 480 x 640 image. */
public class PanopticPaintBenchmark extends KernelBenchmark {

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private PanopticPaintKernel.Shape shape;
    private int[] masks;
    private int[] values;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticPaintKernel.Shape(9600, 480 * 640, count, 133, true);
        masks = BenchmarkInputs.words(count * 9600, 1);
        values = new int[count];
        launch(new PanopticPaintKernel(PanopticPaintKernel.BEST), shape, masks, new int[]{count}, values,
                BenchmarkRequests.of(150, 203, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.map(shape, MergingReference.owners(masks, count, 480, 640), values);
    }
}
