package io.samcp.bench.kernels;

import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.ClassLogitsReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Logits of all queries against the classes of COCO. */
public class ClassLogitsBenchmark extends KernelBenchmark {

    /** Queries. */
    @Param({"203"})
    public int queries;

    private ClassLogitsKernel.Shape shape;
    private float[] f;
    private float[] w;
    private float[] bias;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ClassLogitsKernel.Shape(queries, 133, 256);
        f = BenchmarkInputs.floats(queries * 256, 1);
        w = BenchmarkInputs.floats(133 * 256, 2);
        bias = BenchmarkInputs.floats(133, 3);
        launch(new ClassLogitsKernel(ClassLogitsKernel.BEST), shape, f, w, bias, new float[]{0.3f});
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ClassLogitsReference.plain(shape, f, w, bias, 0.3f);
    }
}
