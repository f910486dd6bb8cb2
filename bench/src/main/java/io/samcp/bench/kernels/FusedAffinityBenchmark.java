package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityReference;
import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.AffinityStageReference;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.kernels.affinity.FusedAffinityReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A stage of affinity in one launch: 203 queries, 8 heads of 32 channels. */
public class FusedAffinityBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    /** What q and k are rounded to; it names the rung. */
    @Param({"FP32", "TF32", "BF16", "FP16"})
    public Precision precision;

    private AffinityReference.Operands x;
    private int[] padding;
    private float[] boxes;
    private FusedAffinityKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new FusedAffinityKernel.Shape(new AffinityKernel.Shape(203, patches, 8, 32, true),
                new AffinityStageKernel.Shape(203, patches, 0.5f, true, 0, 0, 1333, 800, false));
        x = FusedAffinityReference.rounded(precision,
                new AffinityReference.Operands(BenchmarkInputs.floats(203 * 256, 1), BenchmarkInputs.floats(patches * 256, 2),
                        BenchmarkInputs.floats(64, 3), BenchmarkInputs.floats(8, 4), BenchmarkInputs.floats(64, 5),
                        BenchmarkInputs.floats(8, 6), BenchmarkInputs.floats(8, 7), BenchmarkInputs.floats(1, 8),
                        BenchmarkInputs.floats(patches, 9), new float[]{1.5f}, BenchmarkInputs.floats(203 * patches, 10)));
        padding = new int[Math.ceilDiv(patches, Integer.SIZE)];
        boxes = BenchmarkInputs.boxes(patches, 1333, 800, 11);
        launch(FusedAffinityKernel.best(precision), shape, FusedAffinityReference.stored(precision, x.q()),
                FusedAffinityReference.stored(precision, x.k()), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(), x.b2(), x.bias(), x.scale(),
                x.previous(), padding, boxes);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        final float[] a = AffinityReference.plain(shape.logits(), x);
        return AffinityStageReference.merged(shape.stage(),
                AffinityStageReference.selected(shape.stage(), AffinityStageReference.plainNormalised(shape.stage(), a, padding)), boxes);
    }
}
