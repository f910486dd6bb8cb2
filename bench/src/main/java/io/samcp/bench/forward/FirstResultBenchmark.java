package io.samcp.bench.forward;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** From the start of a JVM to its first result: {@link FirstResult} in a process of its own, with the flags of this one. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class FirstResultBenchmark extends ModelBenchmark {

    /** Patches of the image. */
    @Param("32")
    public int patches = 32;

    private List<String> command;
    private Process process;

    /** Decides on the command. */
    @Setup
    public void prepare() {
        benchmarkModel();
        librariesOn();
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(FirstResultBenchmark::isOurs).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstResult.class.getName(), model, "" + patches, device,
                libraries));
    }

    /** JMH gives its forks compiler directives in files of their own. */
    private static boolean isOurs(String flag) {
        return !flag.startsWith("-XX:Compile") && !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent");
    }

    /**
     * Starts the process and waits for its line.
     *
     * @throws IOException if it cannot be started
     * @throws IllegalStateException if it ends without a result
     */
    @Benchmark
    public String firstResult() throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final BufferedReader lines = process.inputReader();
        final StringBuilder before = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FirstResult.SAYS)) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new IllegalStateException("the process ended without a result:\n" + before);
    }

    /** Lets the process end. */
    @TearDown(Level.Invocation)
    public void end() throws InterruptedException {
        process.waitFor();
    }
}
