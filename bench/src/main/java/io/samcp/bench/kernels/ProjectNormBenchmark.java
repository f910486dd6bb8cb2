package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ProjectNormKernel;
import io.samcp.kernels.feedforward.ProjectNormReference;
import io.samcp.kernels.feedforward.Results;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Out-projection of attention with residual, norm and position. */
public class ProjectNormBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_ROWS", "V2_ASYNC"})
    public String version;

    /** BF16 or FP16. */
    @Param("BF16")
    public String precision;

    /** Rows. */
    @Param({"150", "203"})
    public int rows;

    private ProjectNormKernel.Shape shape;
    private float[] a;
    private float[] b;
    private float[] row;
    private float[] residual;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final Precision sixteen = Precision.valueOf(precision);
        shape = new ProjectNormKernel.Shape(rows, 256, 256, true, Results.ALL, 1e-5f);
        a = sixteen.round(BenchmarkInputs.floats(rows * 256, 1));
        b = sixteen.round(BenchmarkInputs.floats(256 * 256, 2));
        row = BenchmarkInputs.floats(256, 3);
        residual = BenchmarkInputs.floats(rows * 256, 4);
        launch(new ProjectNormKernel(ProjectNormKernel.Version.valueOf(version), sixteen), shape, sixteen.toBytes(a),
                sixteen.toBytes(b), row, residual, row, row, residual);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ProjectNormReference.plain(shape, a, b, row, residual, row, row);
    }
}
