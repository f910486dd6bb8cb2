package io.samcp.bench.kernels;

import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.kernels.attention.AttentionReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Attention of encoder and decoder: 8 heads of 32 channels. */
public class AttentionBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_WARP_PER_QUERY", "V2_QUERY_TILE"})
    public String version;

    /** Encoder and decoder. */
    @Param({"150", "203"})
    public int queries;

    /** Patches and queries. */
    @Param({"150", "203"})
    public int keys;

    private float[] q;
    private float[] k;
    private float[] v;
    private int[] blocked;
    private AttentionKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AttentionKernel.Shape(queries, keys, 8, 32, 256, 256, 256, 256, true, false);
        q = BenchmarkInputs.floats(queries * 256, 1);
        k = BenchmarkInputs.floats(keys * 256, 2);
        v = BenchmarkInputs.floats(keys * 256, 3);
        blocked = BenchmarkInputs.words(queries * Math.ceilDiv(keys, Integer.SIZE), 4);
        launch(new AttentionKernel(AttentionKernel.Version.valueOf(version)), shape, q, k, v, blocked, new int[0]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AttentionReference.plain(shape, q, k, v, blocked, new int[0]);
    }
}
