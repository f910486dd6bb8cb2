package io.samcp.simulator.conformance;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.simulator.ast.PtxType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Micro-programs that run in one kernel on the same operands, one after the other.
 *
 * @param name of the entry
 * @param programs what runs
 * @param vectors operands by thread; a multiple of {@link #BLOCK}
 */
record Batch(String name, List<MicroProgram> programs, long[][] vectors) {

    /** Threads per block. */
    static final int BLOCK = 128;
    /** Memory of its own that each thread has in each state space. */
    static final int ROOM = 64;
    /** What the output holds before the launch. */
    static final long POISON = 0xA5A5A5A5A5A5A5A5L;

    private static final Pattern TOGETHER = Pattern.compile("sync|bar\\.|barrier|activemask|matrix");

    /** Programs of one kernel: longer ones take long to assemble. */
    private static final int MOST = 64;

    /** Puts programs with the same operands together. */
    static List<Batch> of(String family, List<MicroProgram> programs) {
        final List<List<MicroProgram>> groups = new ArrayList<>();
        for (final MicroProgram p : programs) {
            final List<MicroProgram> fitting = p.alone()
                    ? null
                    : groups.reversed().stream().filter(g -> g.size() < MOST && alike(g.getFirst(), p)).findFirst().orElse(null);
            if (fitting == null) {
                groups.add(new ArrayList<>(List.of(p)));
            } else {
                fitting.add(p);
            }
        }
        final List<Batch> batches = new ArrayList<>();
        for (final List<MicroProgram> group : groups) {
            batches.add(new Batch(family + "_" + batches.size(), List.copyOf(group), vectors(group)));
        }
        return batches;
    }

    private static boolean alike(MicroProgram a, MicroProgram b) {
        return !a.alone() && a.operands().equals(b.operands()) && a.values().equals(b.values()) && a.target() == b.target();
    }

    private static long[][] vectors(List<MicroProgram> group) {
        final MicroProgram p = group.getFirst();
        final boolean perThread = p.values().stream().anyMatch(Values::perThread);
        List<long[]> rows = new ArrayList<>();
        rows.add(new long[p.operands().size()]);
        for (int o = 0; o < p.values().size(); o++) {
            if (!Values.perThread(p.values().get(o))) {
                rows = times(rows, Values.of(p.values().get(o), p.operands().get(o)), o);
            }
        }
        if (p.values().isEmpty() && !p.operands().isEmpty()) {
            rows.clear(); // only what stands there by hand
        }
        final Set<List<Long>> byHand = new LinkedHashSet<>();
        group.forEach(g -> byHand.addAll(g.literals().keySet()));
        for (final List<Long> literal : byHand) {
            rows.add(literal.stream().mapToLong(x -> x).toArray());
        }
        if (!perThread) {
            rows.addAll(Collections.nCopies(Math.ceilDiv(rows.size(), BLOCK) * BLOCK - rows.size(), rows.getLast()));
            return rows.toArray(long[][]::new);
        }
        final long[][] vectors = new long[rows.size() * BLOCK][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.get(i / BLOCK).clone();
            for (int o = 0; o < p.values().size(); o++) {
                if (Values.perThread(p.values().get(o))) {
                    vectors[i][o] = Values.ofThread(p.values().get(o), p.operands().get(o), i);
                }
            }
        }
        return vectors;
    }

    private static List<long[]> times(List<long[]> rows, long[] values, int operand) {
        final List<long[]> all = new ArrayList<>(rows.size() * values.length);
        for (final long[] row : rows) {
            for (final long value : values) {
                final long[] copy = row.clone();
                copy[operand] = value;
                all.add(copy);
            }
        }
        return all;
    }

    int target() {
        return programs.getFirst().target();
    }

    /** Whether threads need each other. */
    boolean together() {
        return programs.stream().anyMatch(p -> p.alone() || TOGETHER.matcher(p.text()).find());
    }

    /** Results of all programs together. */
    int columns() {
        return programs.stream().mapToInt(p -> p.results().size()).sum();
    }

    /**
     * Runs it.
     *
     * @param text the module that holds its entry
     * @param leaving which threads leave at once, so that the others work in warps with gaps
     * @return bits by column and thread
     */
    long[][] run(Device device, ModuleText text, Leaving leaving) {
        final int n = vectors.length;
        final int inputs = Math.max(1, programs.getFirst().operands().size());
        final BatchKernel kernel = new BatchKernel(this, text, leaving);
        try (Arena arena = Arena.ofConfined();
                DeviceStream stream = device.openStream();
                DeviceBuffer in = device.allocate((long) inputs * n * Long.BYTES, "in");
                DeviceBuffer out = device.allocate((long) columns() * n * Long.BYTES, "out");
                DeviceBuffer scratch = device.allocate((long) n * ROOM, "scratch");
                Executable executable = device.prepare(name,
                        List.of(new KernelWork<>(name, kernel, kernel.launch(), List.of(in, out, scratch))))) {
            final MemorySegment input = arena.allocate((long) inputs * n * Long.BYTES, Long.BYTES);
            for (int i = 0; i < n; i++) {
                for (int o = 0; o < vectors[i].length; o++) {
                    input.setAtIndex(ValueLayout.JAVA_LONG, (long) o * n + i, vectors[i][o]);
                }
            }
            final MemorySegment output = arena.allocate((long) columns() * n * Long.BYTES, Long.BYTES);
            output.fill((byte) POISON);
            final MemorySegment room = arena.allocate((long) n * ROOM, Long.BYTES);
            stream.uploadAsync(input, in);
            stream.uploadAsync(output, out);
            stream.uploadAsync(room, scratch);
            stream.launchAsync(executable);
            stream.synchronizeBlocking();
            stream.downloadAsync(out, output);
            stream.synchronizeBlocking();
            final long[][] results = new long[columns()][n];
            for (int c = 0; c < results.length; c++) {
                for (int i = 0; i < n; i++) {
                    results[c][i] = output.getAtIndex(ValueLayout.JAVA_LONG, (long) c * n + i);
                }
            }
            return results;
        }
    }

    /** Compares results with what is expected; those of threads that left must be as they were. */
    void check(List<Results> all, Findings findings) {
        int column = 0;
        for (final MicroProgram p : programs) {
            long[][] block = {};
            for (int i = 0; i < vectors.length; i++) {
                block = i % BLOCK == 0 ? block(i) : block;
                final Expected[] expected = expected(p, i, block);
                for (final Results results : all) {
                    for (int r = 0; r < expected.length; r++) {
                        check(p, i, r, results, results.bits()[column + r][i], expected[r], findings);
                    }
                }
            }
            column += p.results().size();
        }
    }

    private void check(MicroProgram p, int i, int r, Results results, long got, Expected expected, Findings findings) {
        final PtxType type = p.results().get(r);
        if (results.leaving().leaves(i)) {
            if (got != POISON) {
                findings.add(p, results.device(), vectors[i], "a thread that left wrote " + MicroProgram.RESULTS.get(r));
            }
            return;
        }
        if (expected.kind() != Expected.Kind.FREE) {
            findings.compared();
        }
        if (!expected.holds(got, type, results.promised())) {
            findings.add(p, results.device(), vectors[i], MicroProgram.RESULTS.get(r) + " is 0x"
                    + Long.toHexString(got & MicroProgram.mask(type)) + ", expected " + expected);
        }
    }

    /**
     * What a run gave.
     *
     * @param device what ran it, in a few words
     * @param promised whether it is this engine, which is also held to what it promises where the ISA leaves a choice
     * @param leaving which threads left at once
     * @param bits by column and thread
     */
    record Results(String device, boolean promised, Leaving leaving, long[][] bits) {}

    /** Which threads leave before the first program. */
    enum Leaving {
        EVEN,
        ODD,
        NONE;

        /** Even and odd is how many bits of its number are set, so that each operand meets both. */
        boolean leaves(int thread) {
            return (Integer.bitCount(thread) & 1) == ordinal();
        }
    }

    /** Whether the ISA, or this engine, says anything of a program's results. */
    boolean defines(MicroProgram p) {
        return IntStream.range(0, vectors.length)
                .anyMatch(i -> Arrays.stream(expected(p, i, block(i))).anyMatch(e -> e.kind() != Expected.Kind.FREE || e.promise()));
    }

    /** What stands there by hand counts before what the oracle says. */
    private Expected[] expected(MicroProgram p, int i, long[][] block) {
        if (!p.literals().isEmpty()) {
            final List<Expected> byHand = p.literals().get(Arrays.stream(vectors[i]).boxed().toList());
            if (byHand != null) {
                return byHand.toArray(Expected[]::new);
            }
        }
        return p.oracle().results(p, block, i % BLOCK);
    }

    /** Operands of the block of a thread. */
    private long[][] block(int thread) {
        final int first = thread / BLOCK * BLOCK;
        return Arrays.copyOfRange(vectors, first, first + BLOCK);
    }
}
