package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.FeedForwardReference;
import io.samcp.kernels.feedforward.Results;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Feed-forward networks of encoder and decoder, with residual and norm. */
public class FeedForwardBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param("V1_SPLIT_HIDDEN")
    public String version;

    /** BF16 or FP16. */
    @Param("BF16")
    public String precision;

    /** Hidden units of a block. */
    @Param({"128", "256"})
    public int slice;

    /** Rows. */
    @Param({"150", "203"})
    public int rows;

    private FeedForwardKernel.Shape shape;
    private FeedForwardReference.Operands x;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final Precision sixteen = Precision.valueOf(precision);
        shape = new FeedForwardKernel.Shape(rows, 256, 256, 2048, slice, true, true, new Results(true, true, false, false), 1e-5f);
        final float[] row = BenchmarkInputs.floats(256, 5);
        x = new FeedForwardReference.Operands(sixteen.round(BenchmarkInputs.floats(rows * 256, 1)),
                sixteen.round(BenchmarkInputs.floats(2048 * 256, 2)), BenchmarkInputs.floats(2048, 3),
                sixteen.round(BenchmarkInputs.floats(256 * 2048, 4)), row, BenchmarkInputs.floats(rows * 256, 6),
                row,
                row);
        launch(new FeedForwardKernel(FeedForwardKernel.Version.valueOf(version), sixteen), shape, sixteen.toBytes(x.a()),
                sixteen.toBytes(x.w1()), x.b1(), sixteen.toBytes(x.w2()), x.b2(), x.residual(),
                x.gamma(), x.beta(), new float[0], new byte[(int) shape.scratchBytes()], new byte[(int) shape.counterBytes()]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return FeedForwardReference.plain(shape, Precision.valueOf(precision), x);
    }
}
