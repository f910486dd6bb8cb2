package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelFaultException.Kind;
import io.samcp.simulator.exec.RegisterUse.Register;
import java.util.Arrays;

/**
 * Reads of what nothing has written: registers, shared memory since the block began, local memory, and global memory since it was allocated.
 * An unwritten byte of shared or global memory may be one that another thread writes too late. So the first of them is held back until the
 * block has ended: a race found by then says more. A {@code mov} of an unwritten register is no fault, since compilers emit it for values that do not matter: the target is unwritten then.
 */
final class UninitialisedCheck extends Watch {

    private static final String FILES = "ifldp";
    private static final int PREDICATES = 4;

    /** Written lanes of each register: by warp, file and number. */
    private int[][][] registers = {};
    private byte[] shared = {};
    private byte[] local = {};
    private RegisterUse[] uses = {};
    private KernelFaultException heldBack;

    @Override
    void begin(Block block) {
        if (registers.length == 0) {
            registers = new int[block.warps.length][][];
            for (int w = 0; w < registers.length; w++) {
                final Slots slots = block.program.slots();
                registers[w] = new int[][]{new int[slots.ints()], new int[slots.floats()], new int[slots.longs()],
                    new int[slots.doubles()], new int[slots.predicates()]};
            }
            shared = new byte[(int) block.shared.byteSize()];
            local = new byte[(int) block.local.byteSize()];
            uses = block.program.uses();
        }
        for (final int[][] files : registers) {
            for (final int[] file : files) {
                Arrays.fill(file, 0);
            }
        }
        Arrays.fill(shared, (byte) 0);
        Arrays.fill(local, (byte) 0);
        heldBack = null;
    }

    @Override
    KernelFaultException heldBack() {
        return heldBack;
    }

    @Override
    void before(Warp w, int pc, int m) {
        final int guard = w.block.program.guards()[pc];
        if (guard >= 0) {
            final int missing = w.mask & ~registers[w.index][PREDICATES][guard];
            if (missing != 0) {
                throw unwritten(w, missing, w.block.program.source()[pc].guard());
            }
        }
        if (m == 0) {
            return;
        }
        final RegisterUse use = uses[pc];
        int written = m;
        for (int i = 0; i < use.reads().size(); i++) {
            final Register r = use.reads().get(i);
            final int missing = m & ~lanes(w, r);
            if (missing != 0 && !use.moves()) {
                throw unwritten(w, missing, r.name());
            }
            written &= ~missing;
        }
        for (int i = 0; i < use.writes().size(); i++) {
            final Register r = use.writes().get(i);
            final int[] file = registers[w.index][file(r)];
            final int number = number(r);
            file[number] = file[number] & ~m | written;
        }
    }

    private int lanes(Warp w, Register r) {
        return registers[w.index][file(r)][number(r)];
    }

    private static int file(Register r) {
        return FILES.indexOf(r.file());
    }

    private static int number(Register r) {
        return r.file() == 'p' ? r.slot() : r.slot() / Warp.LANES;
    }

    private static RuntimeException unwritten(Warp w, int lanes, String register) {
        return Faults.atFirst(w, lanes, Kind.UNINITIALISED, "register '" + register + "' is read and nothing has written it");
    }

    @Override
    void access(Warp w, MemoryAccess access, int m, long[] at) {
        for (int left = m; left != 0; left &= left - 1) {
            final int lane = Integer.numberOfTrailingZeros(left);
            final long address = at[lane];
            if (access.reads() && heldBack == null) {
                check(w, access, lane, address);
            }
            if (access.writes()) {
                mark(w.block, address, access.bytes());
            }
        }
    }

    private void check(Warp w, MemoryAccess access, int lane, long address) {
        final Block b = w.block;
        if (b.isShared(address)) {
            final int offset = (int) (address - b.shared.address());
            requireWritten(w, access, lane, shared, offset, "shared memory", offset);
        } else if (b.isLocal(address)) {
            final int offset = (int) (address - b.local.address());
            requireWritten(w, access, lane, local, offset, "local memory", offset % b.program.localStride());
        } else if (b.launch.written() != null) {
            final int first = b.launch.written().firstUnwritten(address, access.bytes());
            if (first >= 0) {
                heldBack = Faults.at(w, lane, Kind.UNINITIALISED,
                        "read of " + access.bytes() + " bytes at address 0x" + Long.toHexString(address)
                                + ", of which nothing has written " + b.launch.ranges.place(address + first));
            }
        }
    }

    private void requireWritten(Warp w, MemoryAccess access, int lane, byte[] marks, int from, String where, int offset) {
        for (int n = 0; n < access.bytes(); n++) {
            if (marks[from + n] == 0) {
                heldBack = Faults.at(w, lane, Kind.UNINITIALISED,
                        "read of " + access.bytes() + " bytes at offset " + offset + " of " + where
                                + ", of which nothing has written byte " + (offset + n));
                return;
            }
        }
    }

    private void mark(Block b, long address, int bytes) {
        if (b.isShared(address)) {
            final int offset = (int) (address - b.shared.address());
            Arrays.fill(shared, offset, offset + bytes, (byte) 1);
        } else if (b.isLocal(address)) {
            final int offset = (int) (address - b.local.address());
            Arrays.fill(local, offset, offset + bytes, (byte) 1);
        } else if (b.launch.written() != null) {
            b.launch.written().mark(address, bytes);
        }
    }
}
