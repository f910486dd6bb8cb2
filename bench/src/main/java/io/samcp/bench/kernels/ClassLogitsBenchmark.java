package io.samcp.bench.kernels;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.ClassLogitsReference;
import io.samcp.kernels.classlogits.WholeRowLogitsKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Logits of all queries against the classes of COCO; the second rung norms the queries too, the reference does not. */
public class ClassLogitsBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_THREAD_PER_LOGIT", "V2_WHOLE_ROWS"})
    public String version;

    /** Queries, and those of a bucket. */
    @Param({"203", "309"})
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
        final Kernel<ClassLogitsKernel.Shape> kernel = version.equals(ClassLogitsKernel.Version.V1_THREAD_PER_LOGIT.name())
                ? new ClassLogitsKernel(ClassLogitsKernel.Version.V1_THREAD_PER_LOGIT)
                : new WholeRowLogitsKernel(WholeRowLogitsKernel.Version.valueOf(version));
        launch(kernel, shape, f, w, bias, new float[]{0.3f});
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ClassLogitsReference.plain(shape, f, w, bias, 0.3f);
    }
}
