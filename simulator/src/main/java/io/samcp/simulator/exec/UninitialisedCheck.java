package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelFaultException.Kind;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.RegisterUse.Register;
import java.util.Arrays;
import java.util.List;

/**
 * Reads of what nothing has written: registers, shared memory since the block began, local memory, and global memory since it was allocated.
 * An unwritten byte of shared or global memory may be one that another thread writes too late. So the first of them is held back until the
 * cluster has ended: a race found by then says more. A {@code mov} of an unwritten register is no fault, since compilers emit it for values that do not matter: the target is unwritten then. The same holds for single bytes that are loaded from
 * local memory and stored there: so compilers copy the padding of structures.
 */
final class UninitialisedCheck extends Watch {

    private static final String FILES = "ifldp";
    private static final int PREDICATES = 4;

    /** Written lanes of each register: by warp of the cluster, file and number. */
    private int[][][] registers = {};
    /** Of all blocks of the cluster. */
    private byte[] shared = {};
    /** By rank. */
    private byte[][] local = {};
    private RegisterUse[] uses = {};
    /** Place of the instruction that runs. */
    private int at;
    /** Lanes whose bytes to store are unwritten, by element. */
    private final int[] padding = new int[4];
    private KernelFaultException heldBack;

    @Override
    void begin(Block block) {
        if (registers.length == 0) {
            final int blocks = block.cluster.blocks.length;
            registers = new int[blocks * block.warps.length][][];
            for (int w = 0; w < registers.length; w++) {
                final Slots slots = block.program.slots();
                registers[w] = new int[][]{new int[slots.ints()], new int[slots.floats()], new int[slots.longs()],
                    new int[slots.doubles()], new int[slots.predicates()]};
            }
            shared = new byte[block.cluster.sharedSpan()];
            local = new byte[blocks][(int) block.local.byteSize()];
            uses = block.program.uses();
        }
        for (final Warp w : block.warps) {
            for (final int[] file : registers[w.number]) {
                Arrays.fill(file, 0);
            }
        }
        final int first = (int) (block.sharedStart - block.cluster.sharedStart());
        Arrays.fill(shared, first, first + (int) block.sharedBytes, (byte) 0);
        Arrays.fill(local[block.rank], (byte) 0);
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
            final int missing = w.mask & ~registers[w.number][PREDICATES][guard];
            if (missing != 0) {
                throw unwritten(w, missing, w.block.program.source()[pc].guard());
            }
        }
        if (m == 0) {
            return;
        }
        at = pc;
        Arrays.fill(padding, 0);
        final RegisterUse use = uses[pc];
        int written = m;
        for (int i = 0; i < use.reads().size(); i++) {
            final Register r = use.reads().get(i);
            final int missing = m & ~lanes(w, r);
            if (missing != 0 && !use.moves() && !isPadding(w, r, missing)) {
                throw unwritten(w, missing, r.name());
            }
            written &= ~missing;
        }
        for (int i = 0; i < use.writes().size(); i++) {
            final Register r = use.writes().get(i);
            final int[] file = registers[w.number][file(r)];
            final int number = number(r);
            file[number] = file[number] & ~m | written;
        }
    }

    /** Whether a register is a byte to be stored; if so, remembers that it is unwritten until it is known where the byte goes. */
    private boolean isPadding(Warp w, Register r, int missing) {
        final Instruction i = w.block.program.source()[at];
        if (!i.opcode().equals("st") || !ofBytes(i)) {
            return false;
        }
        final List<Operand> values = elements(i.operands().get(1));
        final int element = values.indexOf(new Operand.Name(r.name()));
        if (element < 0 || i.operands().get(0) instanceof Operand.Address(String base, _) && base.equals(r.name())) {
            return false;
        }
        padding[element] = missing;
        return true;
    }

    private static boolean ofBytes(Instruction i) {
        return PtxType.of(i.modifiers().getLast()).filter(t -> t.bytes() == 1).isPresent();
    }

    private static List<Operand> elements(Operand operand) {
        return operand instanceof Operand.Vector(List<Operand> elements) ? elements : List.of(operand);
    }

    private int lanes(Warp w, Register r) {
        return registers[w.number][file(r)][number(r)];
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
                leavePadding(w, lane, address);
            }
        }
    }

    private void check(Warp w, MemoryAccess access, int lane, long address) {
        final Block b = w.block;
        if (b.cluster.isShared(address)) {
            final int missing = firstUnwritten(shared, (int) (address - b.cluster.sharedStart()), access.bytes());
            if (missing >= 0) {
                hold(w, access, lane, b.cluster.place(b, address), address - b.cluster.owner(address).sharedStart + missing);
            }
        } else if (b.isLocal(address)) {
            final int offset = (int) (address - b.local.address());
            if (!loadsPadding(w, lane, offset)) {
                final int missing = firstUnwritten(local[b.rank], offset, access.bytes());
                if (missing >= 0) {
                    final int ofThread = offset % b.program.localStride();
                    hold(w, access, lane, "offset " + ofThread + " of local memory", ofThread + missing);
                }
            }
        } else if (b.launch.written() != null) {
            final int first = b.launch.written().firstUnwritten(address, access.bytes());
            if (first >= 0) {
                heldBack = Faults.at(w, lane, Kind.UNINITIALISED,
                        "read of " + access.bytes() + " bytes at address 0x" + Long.toHexString(address)
                                + ", of which nothing has written " + b.launch.ranges.place(address + first));
            }
        }
    }

    /** Unwritten bytes of local memory leave the registers they are loaded into unwritten. */
    private boolean loadsPadding(Warp w, int lane, int offset) {
        final Instruction i = w.block.program.source()[at];
        if (!i.opcode().equals("ld") || !ofBytes(i)) {
            return false;
        }
        final List<Operand> targets = elements(i.operands().get(0));
        for (final Register r : uses[at].writes()) {
            if (local[w.block.rank][offset + targets.indexOf(new Operand.Name(r.name()))] == 0) {
                registers[w.number][file(r)][number(r)] &= ~(1 << lane);
            }
        }
        return true;
    }

    private void leavePadding(Warp w, int lane, long address) {
        for (int element = 0; element < padding.length; element++) {
            if ((padding[element] >>> lane & 1) != 0) {
                if (!w.block.isLocal(address)) {
                    final Operand value = elements(w.block.program.source()[at].operands().get(1)).get(element);
                    throw unwritten(w, 1 << lane, ((Operand.Name) value).name());
                }
                local[w.block.rank][(int) (address - w.block.local.address()) + element] = 0;
            }
        }
    }

    /** The first of some bytes that is not written, as an offset among them; -1 if all are. */
    private static int firstUnwritten(byte[] marks, int from, int bytes) {
        for (int n = 0; n < bytes; n++) {
            if (marks[from + n] == 0) {
                return n;
            }
        }
        return -1;
    }

    private void hold(Warp w, MemoryAccess access, int lane, String where, long unwritten) {
        heldBack = Faults.at(w, lane, Kind.UNINITIALISED,
                "read of " + access.bytes() + " bytes at " + where + ", of which nothing has written byte " + unwritten);
    }

    private void mark(Block b, long address, int bytes) {
        if (b.cluster.isShared(address)) {
            final int offset = (int) (address - b.cluster.sharedStart());
            Arrays.fill(shared, offset, offset + bytes, (byte) 1);
        } else if (b.isLocal(address)) {
            final int offset = (int) (address - b.local.address());
            Arrays.fill(local[b.rank], offset, offset + bytes, (byte) 1);
        } else if (b.launch.written() != null) {
            b.launch.written().mark(address, bytes);
        }
    }
}
