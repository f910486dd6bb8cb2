package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.kernels.feedforward.ClusterChainReference;
import io.samcp.kernels.feedforward.Results;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A layer of 203 rows, alone or in a bucket, between its attention and the next: projection, norm, feed-forward, norm, and both products. */
public class ClusterChainBenchmark extends KernelBenchmark {

    private static final int ALIVE = 203;
    private static final int CHANNELS = 256;
    private static final int HIDDEN = 2048;
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};

    /** The rung. */
    @Param("V1_CLUSTER")
    public String version;

    /** BF16 or FP16. */
    @Param("BF16")
    public String precision;

    /** Rows of the bucket. */
    @Param({"203", "309"})
    public int rows;

    private ClusterChainKernel.Shape shape;
    private ClusterChainReference.Operands operands;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final Precision sixteen = Precision.valueOf(precision);
        shape = new ClusterChainKernel.Shape(rows, CHANNELS, CHANNELS, Optional.of(new ClusterChainKernel.Projection(true, EPS)),
                Optional.of(new ClusterChainKernel.FeedForward(HIDDEN, true, true, EPS)), new Results(true, false, false, false),
                2 * CHANNELS,
                CHANNELS, true);
        operands = new ClusterChainReference.Operands(half(rows * CHANNELS, 1), half(CHANNELS * CHANNELS, 2), floats(CHANNELS, 3),
                floats(rows * CHANNELS, 4), floats(CHANNELS, 5), floats(CHANNELS, 6), half(HIDDEN * CHANNELS, 7), floats(HIDDEN, 8),
                half(CHANNELS * HIDDEN, 9), floats(CHANNELS, 10), NONE, floats(CHANNELS, 11), floats(CHANNELS, 12),
                floats(rows * CHANNELS, 13), half(2 * CHANNELS * CHANNELS, 14), floats(2 * CHANNELS, 15), half(CHANNELS * CHANNELS, 16),
                floats(CHANNELS, 17));
        launch(new ClusterChainKernel(ClusterChainKernel.Version.valueOf(version), sixteen), shape, sixteen.toBytes(operands.a()), NONE,
                sixteen.toBytes(operands.w0()), operands.b0(), operands.residual0(), operands.gamma0(), operands.beta0(),
                sixteen.toBytes(operands.w1()), operands.b1(), sixteen.toBytes(operands.w2()), operands.b2(), NONE, operands.gamma1(),
                operands.beta1(), operands.position(), sixteen.toBytes(operands.wp()), operands.bp(), sixteen.toBytes(operands.wv()),
                operands.bv(), new int[]{ALIVE});
    }

    private float[] half(int count, int seed) {
        return Precision.valueOf(precision).round(floats(count, seed));
    }

    private static float[] floats(int count, int seed) {
        return BenchmarkInputs.floats(count, seed);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public ClusterChainReference.Rows reference() {
        return ClusterChainReference.plain(shape, Precision.valueOf(precision), operands);
    }
}
