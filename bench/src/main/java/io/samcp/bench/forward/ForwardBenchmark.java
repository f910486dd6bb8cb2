package io.samcp.bench.forward;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.NetworkInput;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Latency of a forward pass in the steady state: pixels and patches in host memory to results in host memory, which are not read into
 * objects. This is what allocates nothing.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 2, time = 10)
public class ForwardBenchmark extends ModelBenchmark {

    /** Patches of the image. */
    @Param({"32", "150", "512"})
    public int patches = 32;

    /** Forward passes per call, one after the other. */
    @Param("1")
    public int batch = 1;

    /** Of the operands of products and convolutions. */
    @Param("FP32")
    public Precision precision = Precision.FP32;

    private OpenedModel opened;
    private Inference inference;
    private NetworkInput input;

    /** Opens the model, makes the plan and runs it once. */
    @Setup
    public void open() {
        opened = OpenedModel.open(device, benchmarkModel(), librariesOn(), precision);
        inference = new Inference(opened.model());
        input = benchmarkModel().request(patches).networkInput(opened.weights().imageInput());
        inference.runBlocking(input);
    }

    /** The forward pass. */
    @Benchmark
    public void forward() {
        for (int i = 0; i < batch; i++) {
            inference.runBlocking(input);
        }
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        inference.close();
        opened.close();
    }
}
