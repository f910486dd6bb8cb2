package io.samcp.bench.kernels;

import io.samcp.kernels.copy.CopyKernel;
import io.samcp.kernels.copy.CopyReference;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The queries of the decoder. */
public class CopyBenchmark extends KernelBenchmark {

    private CopyKernel.Shape shape;
    private int[] x;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new CopyKernel.Shape(203 * 256, true);
        x = new Random(1).ints(shape.words()).toArray();
        launch(new CopyKernel(CopyKernel.BEST), shape, x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return CopyReference.plain(shape, x);
    }
}
