package io.samcp.bench.forward;

import io.samcp.kernels.Precision;
import io.samcp.layers.Request;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.result.Segmentation;
import java.util.Collections;
import java.util.List;
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

/** Latency of the public engine, images and patches to results as objects. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 2, time = 10)
public class SegmentBenchmark extends ModelBenchmark {

    /** Patches of each image. */
    @Param({"32", "150", "512"})
    public int patches = 32;

    /** Images per call: one goes through a session, more through {@link SamCp#segmentAll}. */
    @Param("1")
    public int batch = 1;

    /** Of the operands of products and convolutions. */
    @Param("FP32")
    public Precision precision = Precision.FP32;

    private SamCp engine;
    private Session session;
    private List<Request> requests;

    /** Opens the engine and makes its plans. */
    @Setup
    public void open() {
        engine = SamCp.builder().weights(benchmarkModel().open()).deviceNamed(device).libraries(librariesOn()).precision(precision).build();
        session = engine.openSession();
        requests = Collections.nCopies(batch, benchmarkModel().request(patches).request());
        engine.warmUp(requests.getFirst());
        session.warmUp(requests.getFirst().image(), requests.getFirst().patches());
    }

    /** Images to results. */
    @Benchmark
    public List<Segmentation> segment() {
        return batch == 1
                ? List.of(session.segment(requests.getFirst().image(), requests.getFirst().patches()))
                : engine.segmentAll(requests);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        engine.close();
    }
}
