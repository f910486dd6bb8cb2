package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import io.samcp.simulator.exec.RaceShadow.Page;
import java.util.Arrays;

/**
 * Races in shared and global memory: two threads touch the same bytes, one of them writes, not both are strong (volatile, relaxed, atomic),
 * and nothing orders them: no barrier of the block or the cluster, no {@code bar.warp.sync} of the warp, and between blocks no fence with a
 * strong access. The end of a block is a write of all its shared memory: other blocks must have done with it.
 * Two writes of the same value are no race: kernels raise flags that way.
 */
final class RaceCheck extends Watch {

    private final RaceShadow shared = new RaceShadow();
    private final GlobalRaces memory;
    private final RaceShadow global;
    /** By rank. */
    private BlockOrder[] orders = {};
    private RaceClocks clocks;
    /** The cluster that runs. */
    private int number;
    /** What is brought along to the barrier of the cluster, and what was brought to its phase before. */
    private BlockOrder.Knowledge brought = new BlockOrder.Knowledge();
    private BlockOrder.Knowledge met = new BlockOrder.Knowledge();
    /** A write over a write of another thread, to be judged when both values are known. */
    private Doubt doubt;
    private boolean repeating;

    /** Two writes of one place; {@code before} is what it held between them, unless both happen in one instruction. */
    private record Doubt(int lane, long address, int bytes, long earlier, int earlierBlock, boolean together, long before) {}

    /** @param memory what the checks of all blocks that run beside this one know of global memory */
    RaceCheck(GlobalRaces memory) {
        this.memory = memory;
        this.global = memory.shadow();
    }

    @Override
    void begin(Block block) {
        if (block.rank > 0) {
            return; // its cluster has begun
        }
        final int blocks = block.cluster.blocks.length;
        if (clocks == null) {
            clocks = new RaceClocks(blocks, blocks * block.warps.length);
            orders = new BlockOrder[blocks];
            Arrays.setAll(orders, _ -> new BlockOrder(memory.shown()));
        }
        memory.begin(block.launch);
        number = block.cluster.numberOf(block.number);
        clocks.reset();
        shared.clear();
        for (final BlockOrder order : orders) {
            order.beginBlock();
        }
        brought.clear();
        met.clear();
        doubt = null;
    }

    @Override
    void access(Warp w, MemoryAccess access, int m, long[] at) {
        if (repeating) {
            return;
        }
        for (int left = m; left != 0; left &= left - 1) {
            final int lane = Integer.numberOfTrailingZeros(left);
            final Block block = w.block;
            if (block.isLocal(at[lane]) || block.isNowhere(at[lane])) {
                continue;
            }
            if (access.ordering() != MemoryAccess.Ordering.WEAK) {
                strong(w, access, at[lane]);
            }
            touch(w, access, lane, block.cluster.isShared(at[lane]) ? shared : global, at);
        }
    }

    /** A strong access hands on what was fenced before, and takes what lies there. */
    private void strong(Warp w, MemoryAccess access, long address) {
        if (access.reads()) {
            learn(w, orders[w.block.rank].learn(address, number));
        }
        if (access.writes()) {
            if (access.ordering() == MemoryAccess.Ordering.RELEASE
                    || access.ordering() == MemoryAccess.Ordering.ATOMIC_ACQUIRE_RELEASE) {
                fence(w, 0);
            }
            orders[w.block.rank].show(w.number, address);
        }
    }

    private void learn(Warp w, int[] ofCluster) {
        if (ofCluster != null) {
            clocks.learn(w.number, ofCluster);
        }
    }

    private void touch(Warp w, MemoryAccess access, int lane, RaceShadow shadow, long[] at) {
        final long address = at[lane];
        final int blockNumber = w.block.number;
        final boolean strong = access.ordering() != MemoryAccess.Ordering.WEAK;
        final long record = RaceRecord.of(w.index * Warp.LANES + lane, w.pc, strong, clocks.now(w.number));
        final Page page = shadow.page(address);
        final int first = page.first(address, access.bytes());
        final int end = Math.min(first + page.count(access.bytes()), page.writes.length);
        for (int i = first; i < end; i++) {
            final long wrote = page.writes[i];
            final boolean disordered = isDisordered(wrote, page.writeBlocks[i], w, lane, strong);
            if (disordered && access.reads()) {
                throw race(w, access, lane, address, wrote, page.writeBlocks[i], "wrote");
            }
            if (access.writes()) {
                if (disordered && doubt == null) {
                    doubt = doubt(w, access, lane, at, wrote, page.writeBlocks[i], address + (long) (i - first) * page.unit(), page.unit());
                }
                if (isDisordered(page.reads[i], page.readBlocks[i], w, lane, strong)) {
                    throw race(w, access, lane, address, page.reads[i], page.readBlocks[i], "read");
                }
                if (isDisordered(page.otherReads[i], page.otherReadBlocks[i], w, lane, strong)) {
                    throw race(w, access, lane, address, page.otherReads[i], page.otherReadBlocks[i], "read");
                }
                page.writes[i] = record;
                page.writeBlocks[i] = blockNumber;
                page.reads[i] = 0;
                page.otherReads[i] = 0;
            } else if (isDisordered(page.reads[i], page.readBlocks[i], w, lane, false)) {
                page.otherReads[i] = record;
                page.otherReadBlocks[i] = blockNumber;
            } else {
                page.reads[i] = record;
                page.readBlocks[i] = blockNumber;
            }
        }
    }

    /** Whether an earlier access is another thread's and may as well happen later. */
    private boolean isDisordered(long earlier, int earlierBlock, Warp w, int lane, boolean strong) {
        if (earlier == 0 || strong && RaceRecord.isStrong(earlier)) {
            return false;
        }
        final Block b = w.block;
        final int cluster = earlierBlock == b.number ? number : b.cluster.numberOf(earlierBlock);
        final int warp = warpOf(earlier, earlierBlock == b.number ? b.rank : b.cluster.rankOf(earlierBlock), b);
        if (cluster != number) {
            return !orders[b.rank].isBefore(cluster, warp, RaceRecord.time(earlier));
        }
        return !clocks.isBefore(warp, RaceRecord.thread(earlier) % Warp.LANES, RaceRecord.time(earlier), w.number, lane);
    }

    /** Number in its cluster of the warp that did something. */
    private static int warpOf(long record, int rank, Block any) {
        return rank * any.warps.length + RaceRecord.thread(record) / Warp.LANES;
    }

    private Doubt doubt(Warp w, MemoryAccess access, int lane, long[] at, long earlier, int earlierBlock, long place, int unit) {
        final int other = RaceRecord.thread(earlier) % Warp.LANES;
        final boolean together = earlierBlock == w.block.number && RaceRecord.thread(earlier) / Warp.LANES == w.index
                && RaceRecord.step(earlier) == w.pc && other < lane && at[other] <= place && place < at[other] + access.bytes();
        return new Doubt(lane, place, unit, earlier, earlierBlock, together, value(place, unit));
    }

    private static long value(long address, int unit) {
        return unit == 1 ? Native.getByte(address) : Native.getInt(address);
    }

    @Override
    void after(Warp w, int pc, int m) {
        if (doubt == null || repeating) {
            return;
        }
        final Doubt d = doubt;
        doubt = null;
        long before = d.before();
        if (d.together()) {
            before = repeat(w, pc, RaceRecord.thread(d.earlier()) % Warp.LANES, d);
        }
        final long now = d.together() ? repeat(w, pc, d.lane(), d) : value(d.address(), d.bytes());
        if (now != before) {
            final Block b = w.block;
            throw race(w, pc, d.lane(), "write of other bytes at " + place(b, d.address()), d.earlier(), d.earlierBlock(), "wrote");
        }
    }

    /** What the place holds when one lane alone executes the store; stores can be executed again. */
    private long repeat(Warp w, int pc, int lane, Doubt d) {
        repeating = true;
        w.block.program.steps()[pc].run(w, 1 << lane);
        repeating = false;
        return value(d.address(), d.bytes());
    }

    private RuntimeException race(Warp w, MemoryAccess access, int lane, long address, long other, int otherBlock, String did) {
        return race(w, w.pc, lane, access.words() + " at " + place(w.block, address), other, otherBlock, did);
    }

    private RuntimeException race(Warp w, int pc, int lane, String here, long other, int otherBlock, String did) {
        final Block b = w.block;
        final int line = b.program.source()[RaceRecord.step(other)].position().line();
        final String where = otherBlock == b.number
                ? "thread " + b.thread(RaceRecord.thread(other))
                : "thread " + b.thread(RaceRecord.thread(other)) + " of block " + b.at(otherBlock);
        return Faults.at(w, lane, pc, Kind.RACE, "race: " + here + ", which " + where + " " + did + " at line " + line + " '"
                + b.program.module().line(line) + "'; nothing orders the two");
    }

    private static String place(Block b, long address) {
        return b.cluster.isShared(address)
                ? b.cluster.place(b, address)
                : "address 0x" + Long.toHexString(address) + ", " + b.launch.ranges.place(address);
    }

    @Override
    void joined(Warp w, int group) {
        clocks.join(w, group);
    }

    @Override
    void released(Block b, int key) {
        clocks.release(b, key);
    }

    @Override
    void arrived(Warp w, int id) {
        clocks.arrive(w, id);
    }

    @Override
    void fence(Warp w, int m) {
        orders[w.block.rank].fence(w.number, number, clocks.snapshot(w.number));
        clocks.advance(w.number);
    }

    @Override
    void arrivedAtCluster(Warp w, boolean release) {
        if (release) {
            fence(w, 0);
        }
        final BlockOrder.Knowledge fenced = orders[w.block.rank].fenced(w.number);
        if (fenced != null) {
            brought.addAll(fenced);
        }
    }

    @Override
    void metAtCluster() {
        met = brought;
        brought = new BlockOrder.Knowledge();
    }

    @Override
    void passedCluster(Warp w) {
        learn(w, orders[w.block.rank].learn(met, number));
    }

    @Override
    void ended(Block block) {
        if (block.cluster.blocks.length == 1) {
            return;
        }
        shared.forEach(block.sharedStart, block.sharedBytes, (address, record, by) -> {
            final Block other = block.cluster.blocks[block.cluster.rankOf(by)];
            // a strong access that the block has seen comes just behind what it showed
            final int time = RaceRecord.time(record) - (RaceRecord.isStrong(record) ? 1 : 0);
            if (other != block && !clocks.isKnownTo(block, warpOf(record, other.rank, block), time)) {
                final int thread = RaceRecord.thread(record);
                throw Faults.at(other.warps[thread / Warp.LANES], thread % Warp.LANES, RaceRecord.step(record), Kind.RACE,
                        "race: access to " + block.cluster.place(other, address)
                                + ", which may have ended by then; nothing orders the two");
            }
        });
    }
}
