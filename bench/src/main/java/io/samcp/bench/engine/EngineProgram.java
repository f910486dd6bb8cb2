package io.samcp.bench.engine;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.counters.Operations;
import io.samcp.simulator.counters.Pipe;
import io.samcp.simulator.parse.PtxParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A program of one loop, between the labels {@code loop} and {@code done}, which all threads go round equally often; so its instructions
 * can be counted in the text. The shape is the number of rounds.
 *
 * @param name file and entry
 */
record EngineProgram(String name) implements Kernel<Integer> {

    static final int BLOCKS = 8;
    static final int THREADS = 64;

    private static final int REGISTERS = 255;
    private static final int SHARED_BYTES = 8192;

    /** Instructions times lanes of a launch. */
    long laneInstructions(int rounds) {
        return sum(rounds, i -> 1);
    }

    /** Floating-point operations of a launch: two for a multiply-add. */
    long floatingOperations(int rounds) {
        return sum(rounds, i -> {
            final Operations operations = Operations.of(i);
            return operations.pipe() == Pipe.INTEGER ? 0 : operations.perLane();
        });
    }

    private long sum(int rounds, ToLongFunction<Instruction> ofOne) {
        final Function entry = PtxParser.parse(name, source().text()).functions().get(name);
        final int loop = entry.labels().get("loop");
        final int done = entry.labels().get("done");
        long sum = 0;
        for (int i = 0; i < entry.body().size(); i++) {
            sum += ofOne.applyAsLong(entry.body().get(i)) * (i >= loop && i < done ? rounds : 1);
        }
        return sum * BLOCKS * THREADS;
    }

    @Override
    public String family() {
        return "engine";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.out("out"), KernelParameter.s32("trips"));
    }

    @Override
    public List<ScalarValue> scalars(Integer rounds) {
        return List.of(ScalarValue.of(rounds));
    }

    @Override
    public List<Long> bufferBytes(Integer rounds) {
        return List.of((long) BLOCKS * THREADS * Float.BYTES);
    }

    @Override
    public LaunchGeometry geometry(Integer rounds) {
        return LaunchGeometry.of(BLOCKS, THREADS);
    }

    @Override
    public Cost cost(Integer rounds) {
        return new Cost((long) BLOCKS * THREADS * Float.BYTES, 0);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(REGISTERS, SHARED_BYTES);
    }

    @Override
    public PtxSource source() {
        final String file = name + ".ptx";
        try (InputStream in = EngineProgram.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("program: there is no " + file);
            }
            return new PtxSource(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
