package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.TensorGemmKernel;
import io.samcp.kernels.gemm.TensorGemmReference;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Linear layers of the head on tensor cores: projections, both products of the feed-forward network, the long one after pooling. */
public class TensorGemmBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V3_MMA", "V4_PIPELINED", "V5_SPLIT_K", "V7_WIDE"})
    public String version;

    /** What operands are rounded to; there are no rungs with parts of TF32. */
    @Param({"BF16", "FP16", "TF32"})
    public String precision;

    /** M x N x K. */
    @Param({"203x256x256", "203x2048x256", "203x256x2048", "256x1024x12544"})
    public String size;

    private float[] a;
    private float[] b;
    private float[] bias;
    private TensorGemmKernel kernel;
    private TensorGemmKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final String[] sizes = size.split("x", 3);
        final int m = Integer.parseInt(sizes[0]);
        final int n = Integer.parseInt(sizes[1]);
        final int k = Integer.parseInt(sizes[2]);
        kernel = new TensorGemmKernel(TensorGemmKernel.Version.valueOf(version), Precision.valueOf(precision));
        shape = new TensorGemmKernel.Shape(m, n, k, true, false, true, true, false);
        a = kernel.precision().round(BenchmarkInputs.floats(m * k, 1));
        b = kernel.precision().round(BenchmarkInputs.floats(n * k, 2));
        bias = BenchmarkInputs.floats(n, 3);
        final List<Object> inputs = new ArrayList<>(List.of(stored(a), stored(b), bias, new float[0]));
        if (kernel.version().hasParts()) {
            final List<Long> bytes = kernel.bufferBytes(shape);
            inputs.add(new byte[Math.toIntExact(bytes.get(bytes.size() - 2))]);
            inputs.add(new byte[Math.toIntExact(bytes.getLast())]);
        }
        launch(kernel, shape, inputs.toArray());
    }

    private Object stored(float[] x) {
        return kernel.precision() == Precision.TF32 ? x : kernel.precision().toBytes(x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return TensorGemmReference.plain(kernel, shape, a, b, bias, new float[0]);
    }
}
