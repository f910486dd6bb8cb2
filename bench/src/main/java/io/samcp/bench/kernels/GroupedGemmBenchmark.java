package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.GroupedGemmKernel;
import io.samcp.kernels.gemm.TensorGemmKernel;
import io.samcp.kernels.gemm.TensorGemmReference;
import java.util.Arrays;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Query, key and value of an attention in one launch. */
public class GroupedGemmBenchmark extends KernelBenchmark {

    private static final int ROWS = 203;
    private static final int CHANNELS = 256;
    private static final float[] NONE = {};

    /** The rung. */
    @Param({"V6_GROUPED"})
    public String version;

    /** What operands are stored in. */
    @Param({"BF16", "FP16"})
    public String precision;

    /** Products; one is what v4 does. */
    @Param({"1", "3"})
    public int products;

    private float[] a;
    private float[] b;
    private float[] bias;
    private TensorGemmKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final GroupedGemmKernel kernel = new GroupedGemmKernel(GroupedGemmKernel.Version.valueOf(version), Precision.valueOf(precision));
        shape = new TensorGemmKernel.Shape(ROWS, CHANNELS, CHANNELS, true, false, false, false, true);
        a = kernel.precision().round(BenchmarkInputs.floats(ROWS * CHANNELS, 1));
        b = kernel.precision().round(BenchmarkInputs.floats(CHANNELS * CHANNELS, 2));
        bias = BenchmarkInputs.floats(CHANNELS, 3);
        final Object[] inputs = new Object[4 * GroupedGemmKernel.MAX_PRODUCTS];
        Arrays.fill(inputs, NONE);
        for (int p = 0; p < products; p++) {
            inputs[4 * p] = kernel.precision().toBytes(a);
            inputs[4 * p + 1] = kernel.precision().toBytes(b);
            inputs[4 * p + 2] = bias;
        }
        launch(kernel, new GroupedGemmKernel.Shape(Collections.nCopies(products, shape)), inputs);
    }

    /** The scalar reference on one core, all products. */
    @Benchmark
    public float[] reference() {
        final TensorGemmKernel alone = new TensorGemmKernel(TensorGemmKernel.Version.V4_PIPELINED, Precision.valueOf(precision));
        float[] y = NONE;
        for (int p = 0; p < products; p++) {
            y = TensorGemmReference.plain(alone, shape, a, b, bias, NONE);
        }
        return y;
    }
}
