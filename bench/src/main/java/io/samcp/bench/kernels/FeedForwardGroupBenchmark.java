package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.FeedForwardReference;
import io.samcp.kernels.feedforward.Results;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Both feed-forwards before the affinity, of 203 queries and of 150 patches in their buckets, in one launch. */
public class FeedForwardGroupBenchmark extends KernelBenchmark {

    private static final int BUFFERS_IN = 11;
    private static final int[] BUCKETS = {309, 256};
    private static final int[] ALIVE = {203, 150};
    private static final float[] NONE = {};

    /** The rung. */
    @Param({"V2_GROUPED", "V3_ASYNC", "V4_COUNTED"})
    public String version;

    /** BF16 or FP16. */
    @Param("BF16")
    public String precision;

    /** Hidden units of a block. */
    @Param({"128", "256"})
    public int slice;

    private final List<FeedForwardKernel.Shape> chains = new ArrayList<>();
    private final List<FeedForwardReference.Operands> operands = new ArrayList<>();

    /** Prepares the launch. */
    @Setup
    public void open() {
        final Precision sixteen = Precision.valueOf(precision);
        final boolean counted = FeedForwardGroupKernel.Version.valueOf(version) == FeedForwardGroupKernel.Version.V4_COUNTED;
        final List<Object> inputs = new ArrayList<>();
        for (final int rows : BUCKETS) {
            final FeedForwardKernel.Shape s = new FeedForwardKernel.Shape(rows, 256, 256, 2048, slice, true, false,
                    new Results(false, true, false, false), 1e-5f);
            final FeedForwardReference.Operands x = new FeedForwardReference.Operands(
                    sixteen.round(BenchmarkInputs.floats(rows * 256, 1)),
                    sixteen.round(BenchmarkInputs.floats(2048 * 256, 2)), BenchmarkInputs.floats(2048, 3),
                    sixteen.round(BenchmarkInputs.floats(256 * 2048, 4)), BenchmarkInputs.floats(256, 5),
                    BenchmarkInputs.floats(rows * 256, 6), NONE, NONE);
            chains.add(s);
            operands.add(x);
            Collections.addAll(inputs, sixteen.toBytes(x.a()), sixteen.toBytes(x.w1()), x.b1(),
                    sixteen.toBytes(x.w2()), x.b2(), x.residual(), NONE, NONE, NONE, new byte[(int) s.scratchBytes()],
                    new byte[(int) s.counterBytes()]);
            if (counted) {
                inputs.add(new int[]{ALIVE[chains.size() - 1]});
            }
        }
        inputs.addAll(Collections.nCopies((counted ? BUFFERS_IN + 1 : BUFFERS_IN) * (FeedForwardGroupKernel.MAX_CHAINS - chains.size()),
                NONE));
        launch(new FeedForwardGroupKernel(FeedForwardGroupKernel.Version.valueOf(version), sixteen),
                new FeedForwardGroupKernel.Shape(chains, counted), inputs.toArray());
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[][] reference() {
        final float[][] all = new float[chains.size()][];
        for (int c = 0; c < all.length; c++) {
            all[c] = FeedForwardReference.plain(chains.get(c), Precision.valueOf(precision), operands.get(c));
        }
        return all;
    }
}
