package io.samcp.simulator.exec;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.InstructionClass;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.Arrays;
import java.util.List;

/** Counts what one worker's blocks do; see {@link io.samcp.simulator.counters}. It changes nothing and finds no faults. */
final class CounterWatch extends Watch {

    private final Instruction[] source;
    /** Whether a step is the first of its instruction, which may need several. */
    private final boolean[] first;
    private final boolean[] branch;
    private final boolean[] constant;
    /** By counter and step. */
    private final long[][] counted;
    private final TouchedBytes read = new TouchedBytes();
    private final TouchedBytes written = new TouchedBytes();
    private final SectorSet sectors = new SectorSet();
    private final SharedBanks banks = new SharedBanks();
    /** A step runs; what a check repeats afterwards is not the program's doing. */
    private boolean running;

    CounterWatch(Program program) {
        source = program.source();
        first = new boolean[source.length];
        branch = new boolean[source.length];
        constant = new boolean[source.length];
        for (int pc = 0; pc < source.length; pc++) {
            first[pc] = pc == 0 || !source[pc].equals(source[pc - 1]);
            branch[pc] = source[pc].opcode().equals("bra") || source[pc].opcode().equals("brx");
            constant[pc] = InstructionClass.of(source[pc]) == InstructionClass.CONSTANT;
        }
        counted = new long[Counter.values().length][source.length];
    }

    /** What several workers counted of the same launch, together. */
    static LaunchCounters together(List<CounterWatch> watches) {
        final Instruction[] source = watches.getFirst().source;
        final long[][] sum = new long[Counter.values().length][source.length];
        final TouchedBytes read = new TouchedBytes();
        final TouchedBytes written = new TouchedBytes();
        for (final CounterWatch watch : watches) {
            for (int c = 0; c < sum.length; c++) {
                for (int pc = 0; pc < source.length; pc++) {
                    sum[c][pc] += watch.counted[c][pc];
                }
            }
            read.addAll(watch.read);
            written.addAll(watch.written);
        }
        return LaunchCounters.of(source, sum, read.count(), written.count());
    }

    /** Forgets the launch before. */
    void clear() {
        for (final long[] values : counted) {
            Arrays.fill(values, 0);
        }
        read.clear();
        written.clear();
        running = false;
    }

    @Override
    void before(Warp w, int pc, int m) {
        running = true;
        if (!first[pc]) {
            return;
        }
        count(Counter.WARPS, pc, 1);
        if (branch[pc]) {
            count(Counter.LANES, pc, Integer.bitCount(w.mask));
            count(Counter.DIVERGENT, pc, diverges(w, pc, m) ? 1 : 0);
        } else {
            count(Counter.LANES, pc, Integer.bitCount(m));
            count(Counter.GUARDED_OFF, pc, Integer.bitCount(w.mask & ~m));
        }
    }

    private static boolean diverges(Warp w, int pc, int m) {
        if (m == 0) {
            return false;
        }
        if (m != w.mask) {
            return true;
        }
        final Program program = w.block.program;
        if (program.kinds()[pc] == Program.Kind.BRANCH_INDEXED) {
            final int slot = program.indexSlots().get(program.targets()[pc]);
            final int index = w.i[slot + Integer.numberOfTrailingZeros(m)];
            for (int left = m; left != 0; left &= left - 1) {
                if (w.i[slot + Integer.numberOfTrailingZeros(left)] != index) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    void after(Warp w, int pc, int m) {
        running = false;
    }

    @Override
    void access(Warp w, MemoryAccess access, int m, long[] at) {
        if (!running || constant[w.pc]) {
            return;
        }
        final Block b = w.block;
        int shared = 0;
        int cluster = 0;
        int global = 0;
        int local = 0;
        for (int left = m; left != 0; left &= left - 1) {
            final int lane = Integer.numberOfTrailingZeros(left);
            final int bit = 1 << lane;
            if (b.isShared(at[lane])) {
                shared |= bit;
            } else if (b.cluster.isShared(at[lane])) {
                cluster |= bit;
            } else if (b.isLocal(at[lane])) {
                local |= bit;
            } else if (!b.isNowhere(at[lane]) && !isParameter(b, at[lane])) {
                global |= bit;
            }
        }
        if (global != 0) {
            global(access, w.pc, global, at);
        }
        if (shared != 0) {
            banks.serve(shared, at, access.bytes());
            count(Counter.SHARED_REQUESTS, w.pc, 1);
            count(Counter.WAVEFRONTS, w.pc, banks.wavefronts());
            count(Counter.IDEAL_WAVEFRONTS, w.pc, banks.ideal());
        }
        count(Counter.CLUSTER_REQUESTS, w.pc, cluster == 0 ? 0 : 1);
        count(Counter.CLUSTER_BYTES, w.pc, (long) access.bytes() * Integer.bitCount(cluster));
        count(Counter.LOCAL_REQUESTS, w.pc, local == 0 ? 0 : 1);
        if (access.isAtomic()) {
            count(Counter.ATOMIC_ROUNDS, w.pc, rounds(global, at) + rounds(shared, at) + rounds(cluster, at));
        }
    }

    private static boolean isParameter(Block b, long address) {
        final long start = b.launch.parameterBlock().address();
        return address >= start && address < start + b.launch.parameterBlock().byteSize();
    }

    private void global(MemoryAccess access, int pc, int m, long[] at) {
        sectors.clear();
        for (int left = m; left != 0; left &= left - 1) {
            sectors.add(at[Integer.numberOfTrailingZeros(left)], access.bytes());
        }
        if (access.reads()) {
            sectors.markIn(read);
        }
        if (access.writes()) {
            sectors.markIn(written);
        }
        count(Counter.GLOBAL_REQUESTS, pc, 1);
        count(Counter.SECTORS, pc, sectors.sectors());
        count(Counter.LINES, pc, sectors.lines());
        count(Counter.REQUESTED_BYTES, pc, (long) access.bytes() * Integer.bitCount(m));
        count(Counter.USEFUL_BYTES, pc, sectors.bytes());
    }

    /** Rounds beyond the first that the lanes of the most wanted address need. */
    private static int rounds(int m, long[] at) {
        int most = 1;
        int left = m;
        while (left != 0) {
            final long address = at[Integer.numberOfTrailingZeros(left)];
            int same = 0;
            for (int k = 0; k < Warp.LANES; k++) {
                if ((left >>> k & 1) != 0 && at[k] == address) {
                    same |= 1 << k;
                }
            }
            most = Math.max(most, Integer.bitCount(same));
            left &= ~same;
        }
        return most - 1;
    }

    private void count(Counter counter, int pc, long value) {
        counted[counter.ordinal()][pc] += value;
    }
}
