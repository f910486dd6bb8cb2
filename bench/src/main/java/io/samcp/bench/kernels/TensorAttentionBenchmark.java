package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.attention.TensorAttentionKernel;
import io.samcp.kernels.attention.TensorAttentionReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Attention of encoder and decoder on tensor cores: 8 heads of 32 channels, results in 16 bits. */
public class TensorAttentionBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V3_FLASH", "V4_SPLIT_KEYS"})
    public String version;

    /** Of the operands. */
    @Param({"BF16", "FP16"})
    public String precision;

    /** Encoder and decoder. */
    @Param({"150", "203"})
    public int queries;

    /** Patches and queries. */
    @Param({"150", "203"})
    public int keys;

    private Precision rounding;
    private TensorAttentionReference reference;

    /** Prepares the launch. */
    @Setup
    public void open() {
        rounding = Precision.valueOf(precision);
        final TensorAttentionKernel.Slice all = new TensorAttentionKernel.Slice(0, 256);
        final TensorAttentionKernel.Shape shape = new TensorAttentionKernel.Shape(queries, keys, 8, 32, all, all, all, 256, true, false,
                true,
                false);
        final float[] q = BenchmarkInputs.floats(queries * 256, 1);
        final float[] k = BenchmarkInputs.floats(keys * 256, 2);
        final float[] v = BenchmarkInputs.floats(keys * 256, 3);
        final int[] blocked = BenchmarkInputs.words(queries * Math.ceilDiv(keys, Integer.SIZE), 4);
        reference = new TensorAttentionReference(shape, q, k, v, blocked, new int[0]);
        launch(new TensorAttentionKernel(TensorAttentionKernel.Version.valueOf(version), rounding), shape, rounding.toBytes(q),
                rounding.toBytes(k), rounding.toBytes(v),
                blocked, new int[0]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return reference.plain(rounding);
    }
}
