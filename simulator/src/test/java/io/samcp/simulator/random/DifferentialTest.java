package io.samcp.simulator.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.simulator.TextKernel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random kernels give the same bits interpreted and compiled, with the Vector API and without, in every order of warps and under every check.
 * {@code -Dsamcp.random.kernels=N} runs more of them.
 */
final class DifferentialTest {

    private static final int KERNELS = Integer.getInteger("samcp.random.kernels", 100);
    private static final int ASSEMBLED = 25;
    private static final LaunchGeometry GEOMETRY = LaunchGeometry.of(2, 64);
    private static final int THREADS = 128;
    private static final int[] SPECIAL = {0, 0x80000000, 0x3f800000, 0xbf800000, 0x7f800000, 0xff800000, 0x7fc00000, 0x7fa00001, 1,
        0x007fffff, 0x7f7fffff, -1, 31, 32, 33, 0x4b000000, 0x3f000000};

    private static EngineOptions options(WarpOrder order, Execution execution) {
        return new EngineOptions(1, order, 5).withExecution(execution);
    }

    private static int[] run(long seed, EngineOptions options) {
        final TextKernel kernel = RandomKernel.of(seed, THREADS);
        final Random random = new Random(~seed);
        final int[] input = new int[THREADS * RandomKernel.WORDS];
        for (int i = 0; i < input.length; i++) {
            input[i] = switch (random.nextInt(4)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> Float.floatToRawIntBits((float) random.nextGaussian());
                case 2 -> random.nextInt(100) - 50;
                default -> random.nextInt();
            };
        }
        final int[] output = new int[input.length];
        kernel.run(options, GEOMETRY, MemorySegment.ofArray(input), MemorySegment.ofArray(output));
        return output;
    }

    @Test
    void tiersOrdersAndChecksGiveTheSameBits() {
        for (long seed = 0; seed < KERNELS; seed++) {
            final int[] reference = run(seed, options(WarpOrder.FORWARD, Execution.INTERPRETED));
            final String text = "kernel " + seed;
            assertArrayEquals(reference, run(seed, options(WarpOrder.FORWARD, Execution.COMPILED)), text + " compiled");
            assertArrayEquals(reference, run(seed, options(WarpOrder.REVERSE, Execution.COMPILED)), text + " compiled, in reverse order");
            assertArrayEquals(reference, run(seed, options(WarpOrder.RANDOM, Execution.ADAPTIVE).withChecks(Check.all())),
                    text + " under all checks");
        }
    }

    @Test
    void loopsAndVectorsGiveTheSameBits() throws IOException, InterruptedException {
        final Process loops = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dsamcp.engine.loops=true", "-cp", System.getProperty("java.class.path"), DifferentialTest.class.getName())
                .redirectErrorStream(true).start();
        final List<String> said;
        try (var out = loops.inputReader(StandardCharsets.UTF_8)) {
            said = out.lines().toList();
        }
        assertTrue(loops.waitFor(2, TimeUnit.MINUTES), "ends");
        assertEquals(0, loops.exitValue(), () -> String.join("\n", said));
        assertEquals(digests(), said.getLast());
    }

    /** What a JVM of its own runs: prints a number for the bits of each kernel. */
    public static void main(String[] args) {
        System.out.println(digests());
    }

    private static String digests() {
        final StringBuilder digests = new StringBuilder();
        for (long seed = 0; seed < KERNELS; seed++) {
            final Execution execution = seed % 2 == 0 ? Execution.COMPILED : Execution.INTERPRETED;
            digests.append(seed).append(':').append(Arrays.hashCode(run(seed, options(WarpOrder.FORWARD, execution)))).append(' ');
        }
        return digests.toString();
    }

    @Test
    void theAssemblerAcceptsThem() {
        for (long seed = 0; seed < ASSEMBLED; seed++) {
            PtxAssembler.assemble("kernel " + seed, RandomKernel.of(seed, THREADS).text(), Architecture.SM_80);
        }
    }

    @Test
    void theirResultsVary() {
        final long different = IntStream.range(0, KERNELS).mapToObj(seed -> run(seed, options(WarpOrder.FORWARD, Execution.INTERPRETED)))
                .mapToLong(output -> Arrays.stream(output).distinct().count()).sum();
        assertTrue(different / KERNELS > 2 * THREADS, () -> "different words of a kernel's results, in the mean: " + different / KERNELS);
    }
}
