package io.samcp.bench.forward;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What all benchmarks of the model can be asked. */
@State(Scope.Benchmark)
public abstract class ModelBenchmark {

    /** {@code best}, {@code cpu}, {@code cuda}, {@code cuda:INDEX}. */
    @Param("best")
    public String device = "best";

    /** Whether library operations may be used. */
    @Param("on")
    public String libraries = "on";

    /** Label of a {@link BenchmarkModel}. */
    @Param("tiny")
    public String model = "tiny";

    /** For subclasses. */
    protected ModelBenchmark() {}

    /** The model that {@link #model} names. */
    final BenchmarkModel benchmarkModel() {
        return BenchmarkModel.named(model);
    }

    /** What {@link #libraries} says. */
    final boolean librariesOn() {
        return switch (libraries) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("libraries: expected on or off, found '" + libraries + "'");
        };
    }
}
