package io.samcp.bench.forward;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.runtime.graph.Plan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the first request of a new size waits for: the graph made into a plan, with parameters and kernels already on the device. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class PlanningBenchmark extends ModelBenchmark {

    /** Patches the plan is for. */
    @Param("32")
    public int patches = 32;

    private OpenedModel opened;
    private Inference inference;
    private NetworkInput input;

    /** Opens the model and plans once, which uploads the parameters. */
    @Setup
    public void open() {
        opened = OpenedModel.open(device, benchmarkModel(), librariesOn(), Precision.FP32);
        input = benchmarkModel().request(patches).networkInput(opened.weights().imageInput());
        try (Inference first = new Inference(opened.model())) {
            first.plan(input);
        }
    }

    /** A session without plans. */
    @Setup(Level.Invocation)
    public void openSession() {
        inference = new Inference(opened.model());
    }

    /** Planning. */
    @Benchmark
    public Plan plan() {
        return inference.plan(input);
    }

    /** Frees the plan. */
    @TearDown(Level.Invocation)
    public void closeSession() {
        inference.close();
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        opened.close();
    }
}
