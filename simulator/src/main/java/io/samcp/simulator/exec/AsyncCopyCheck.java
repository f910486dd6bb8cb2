package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import java.util.Arrays;

/** Accesses to shared memory that a copy by {@code cp.async} or {@code cp.async.bulk} is still on its way to. */
final class AsyncCopyCheck extends Watch {

    private static final int WORD = Integer.BYTES;

    /** By word of the cluster's shared memory: program counter and thread, plus 1, of the copy under way; 0: none. */
    private long[] underWay = {};
    private boolean any;

    @Override
    void begin(Block block) {
        if (underWay.length == 0) {
            underWay = new long[Math.ceilDiv(block.cluster.sharedSpan(), WORD)];
        } else if (any) {
            Arrays.fill(underWay, 0);
        }
        any = false;
    }

    @Override
    void copying(Warp w, int lane, long to, int bytes) {
        if (!w.block.isShared(to)) {
            return;
        }
        any = true;
        require(w, lane, to, bytes, "another copy of " + bytes + " bytes");
        final int first = word(w.block, to);
        Arrays.fill(underWay, first, first + bytes / WORD, (long) w.pc << Integer.SIZE | w.index * Warp.LANES + lane + 1);
    }

    @Override
    void landing(Warp w, long to, int bytes) {
        if (w.block.isShared(to)) {
            final int first = word(w.block, to);
            Arrays.fill(underWay, first, first + bytes / WORD, 0);
        }
    }

    @Override
    void access(Warp w, MemoryAccess access, int m, long[] at) {
        if (!any) {
            return;
        }
        for (int left = m; left != 0; left &= left - 1) {
            final int lane = Integer.numberOfTrailingZeros(left);
            if (w.block.cluster.isShared(at[lane])) {
                require(w, lane, at[lane], access.bytes(), access.words());
            }
        }
    }

    private void require(Warp w, int lane, long address, int bytes, String words) {
        final Block b = w.block;
        final int last = word(b, address + bytes - 1);
        for (int i = word(b, address); i <= last; i++) {
            if (underWay[i] != 0) {
                final int line = b.program.source()[(int) (underWay[i] >>> Integer.SIZE)].position().line();
                throw Faults.at(w, lane, Kind.RACE, "race: " + words + " at " + b.cluster.place(b, address) + ", to which thread "
                        + b.thread((int) underWay[i] - 1) + (b.isShared(address) ? "" : " of that block") + " copies at line " + line + " '"
                        + b.program.module().line(line) + "'; nothing has waited for the copy");
            }
        }
    }

    private static int word(Block b, long address) {
        return (int) (address - b.cluster.sharedStart()) / WORD;
    }
}
