package io.samcp.simulator.foreign;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.launch.LaunchArgument;
import io.samcp.simulator.launch.PtxLaunch;
import io.samcp.simulator.launch.PtxText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;

/**
 * PTX that NVIDIA's compiler and clang made of the CUDA programs in {@code src/test/cuda}, where {@code compile} says how. A program comes in
 * several variants: {@code NAME.ptx}, and perhaps {@code NAME.O0.ptx} without optimisation, {@code NAME.G.ptx} for a debugger,
 * {@code NAME.sm100.ptx} for newer GPUs, {@code NAME.clang.ptx}. They lie in one file, one after the other, each behind a line with its name.
 */
final class ForeignProgram {

    private static final long LIMIT = 50_000_000;
    private static final Map<String, String> TEXTS = read();
    private static final List<EngineOptions> WAYS = List.of(
            new EngineOptions(1, WarpOrder.FORWARD, 0).withExecution(Execution.INTERPRETED).withChecks(Check.all()),
            new EngineOptions(1, WarpOrder.REVERSE, 0).withExecution(Execution.INTERPRETED).withChecks(Check.all()),
            new EngineOptions(1, WarpOrder.RANDOM, 7).withExecution(Execution.INTERPRETED).withChecks(Check.all()),
            new EngineOptions(1, WarpOrder.FORWARD, 0).withExecution(Execution.COMPILED),
            new EngineOptions(1, WarpOrder.RANDOM, 8).withExecution(Execution.COMPILED));

    private ForeignProgram() {}

    private static Map<String, String> read() {
        final Map<String, String> texts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(ForeignProgram.class.getResourceAsStream("foreign.zip"))) {
            zip.getNextEntry();
            for (final String text : new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("(?m)(?=^// \\S+\\.ptx: )", -1)) {
                if (!text.isEmpty()) {
                    texts.put(text.substring("// ".length(), text.indexOf(": ")), text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** All texts by name. */
    static Map<String, String> texts() {
        return TEXTS;
    }

    /** Runs each variant of a program in each way, with all checks or compiled, in several orders of warps and blocks. */
    static void run(String program, LaunchGeometry geometry, List<LaunchArgument> arguments, Consumer<PtxLaunch> judge) {
        run(program, program, geometry, arguments, judge);
    }

    /** The same for a kernel that is not named as its program. */
    static void run(String program, String kernel, LaunchGeometry geometry, List<LaunchArgument> arguments, Consumer<PtxLaunch> judge) {
        final List<String> files = TEXTS.keySet().stream().filter(f -> f.startsWith(program + ".")).toList();
        assertTrue(files.contains(program + ".ptx"), program);
        for (final String file : files) {
            final PtxText text = PtxText.read(file, TEXTS.get(file));
            for (final EngineOptions way : WAYS) {
                try (PtxLaunch launch = new PtxLaunch(text, kernel, geometry, Architecture.SM_90, arguments)) {
                    launch.run(way.withInstructionLimit(LIMIT));
                    judge.accept(launch);
                } catch (AssertionError e) {
                    throw new AssertionError(file + ", " + way + ": " + e.getMessage(), e);
                }
            }
        }
    }

    static LaunchArgument in(byte... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    static LaunchArgument in(short... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    static LaunchArgument in(int... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    static LaunchArgument in(long... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    static LaunchArgument in(float... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    static LaunchArgument in(double... values) {
        return buffer(MemorySegment.ofArray(values));
    }

    private static LaunchArgument buffer(MemorySegment values) {
        return LaunchArgument.Buffer.of("in", values);
    }

    /** A buffer whose bytes are all 0xA5, so that what is not written shows. */
    static LaunchArgument out(long bytes) {
        final byte[] poison = new byte[Math.toIntExact(bytes)];
        java.util.Arrays.fill(poison, (byte) 0xA5);
        return LaunchArgument.Buffer.of("out", MemorySegment.ofArray(poison));
    }

    static byte[] bytes(PtxLaunch launch, int argument) {
        return launch.buffer(argument).toArray(ValueLayout.JAVA_BYTE);
    }

    static int[] ints(PtxLaunch launch, int argument) {
        return launch.buffer(argument).toArray(ValueLayout.JAVA_INT);
    }

    static long[] longs(PtxLaunch launch, int argument) {
        return launch.buffer(argument).toArray(ValueLayout.JAVA_LONG);
    }

    static float[] floats(PtxLaunch launch, int argument) {
        return launch.buffer(argument).toArray(ValueLayout.JAVA_FLOAT);
    }

    static double[] doubles(PtxLaunch launch, int argument) {
        return launch.buffer(argument).toArray(ValueLayout.JAVA_DOUBLE);
    }
}
