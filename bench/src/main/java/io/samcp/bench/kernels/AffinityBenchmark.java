package io.samcp.bench.kernels;

import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Affinity logits of a decoder layer: 203 queries, 8 heads of 32 channels. */
public class AffinityBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private AffinityReference.Operands x;
    private AffinityKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AffinityKernel.Shape(203, patches, 8, 32, true);
        x = new AffinityReference.Operands(BenchmarkInputs.floats(203 * 256, 1), BenchmarkInputs.floats(patches * 256, 2),
                BenchmarkInputs.floats(64, 3), BenchmarkInputs.floats(8, 4), BenchmarkInputs.floats(64, 5), BenchmarkInputs.floats(8, 6),
                BenchmarkInputs.floats(8, 7), BenchmarkInputs.floats(1, 8), BenchmarkInputs.floats(patches, 9), new float[]{1.5f},
                BenchmarkInputs.floats(203 * patches, 10));
        launch(new AffinityKernel(AffinityKernel.BEST), shape, x.q(), x.k(), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(),
                x.b2(), x.bias(), x.scale(), x.previous());
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AffinityReference.plain(shape, x);
    }
}
