package io.samcp.runtime.persistent;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ScalarValue;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess.Range;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a persistent kernel reads to know what to do: a record per phase, then the works of all phases one after the other, then memory to bring
 * near.
 *
 * <pre>
 * phase  +0 groups of all its works     +4 ranges ahead      +8 address of its first work (64 bits)
 *        +16 address of the first range (64 bits)            +24 unused
 * work   +0 groups                      +4 number of kernel  +8 grid x                          +12 grid y
 *        +16 bytes of this record       +20 slots            +24 shared bytes of a slot         +28 threads of a slot
 *        +32 grid z                     +36 tiles            +40 unused
 *        +48 arguments, 8 bytes each in the order of the kernel's parameters
 * range  +0 first address (64 bits)     +8 address behind the last (64 bits)
 * </pre>
 *
 * A tile is a block of the launch; tiles that run side by side in one block, each in a slot of its own, are a group. Numbers are little-endian and 32 bits wide where nothing else is said.
 */
final class PhaseTable {

    static final int PHASE_BYTES = 32;
    private static final int RANGES_AT = 16;
    private static final int RANGE_BYTES = 2 * Long.BYTES;
    /** Works are read 16 bytes at a time. */
    private static final int ALIGNMENT = 16;
    static final int FIRST_ARGUMENT = 48;
    static final int ARGUMENT_BYTES = Long.BYTES;

    private PhaseTable() {}

    /**
     * A work and how it is spread.
     *
     * @param work what is done
     * @param kernel number of its kernel
     * @param slots tiles that run side by side in one block
     * @param slotBytes shared memory of each
     */
    record Entry(KernelWork<?> work, int kernel, int slots, int slotBytes) {

        LaunchGeometry geometry() {
            return PhaseTable.geometry(work);
        }

        int groups() {
            return Math.toIntExact(Math.ceilDiv(geometry().blocks(), slots));
        }

        private int bytes() {
            final int bytes = FIRST_ARGUMENT + ARGUMENT_BYTES * work.kernel().parameters().size();
            return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        }
    }

    /** Bytes of the table. */
    static int bytes(List<List<Entry>> phases, List<List<Range>> ahead) {
        return bytesOfWorks(phases) + RANGE_BYTES * ahead.stream().mapToInt(List::size).sum();
    }

    private static int bytesOfWorks(List<List<Entry>> phases) {
        return phases.stream().mapToInt(works -> PHASE_BYTES + works.stream().mapToInt(Entry::bytes).sum()).sum();
    }

    /**
     * Writes the table.
     *
     * @param ahead for each phase what is to be brought near while it ends
     * @param address where it will be on the device
     */
    static byte[] write(List<List<Entry>> phases, List<List<Range>> ahead, long address) {
        final ByteBuffer table = ByteBuffer.allocate(bytes(phases, ahead)).order(ByteOrder.LITTLE_ENDIAN);
        int at = PHASE_BYTES * phases.size();
        int range = bytesOfWorks(phases);
        for (int p = 0; p < phases.size(); p++) {
            final int record = PHASE_BYTES * p;
            table.putInt(record, groups(phases.get(p)));
            table.putInt(record + Integer.BYTES, ahead.get(p).size());
            table.putLong(record + Long.BYTES, address + at);
            table.putLong(record + RANGES_AT, address + range);
            for (final Entry entry : phases.get(p)) {
                put(table, at, entry);
                at += entry.bytes();
            }
            for (final Range next : ahead.get(p)) {
                table.putLong(range, next.from());
                table.putLong(range + Long.BYTES, next.to());
                range += RANGE_BYTES;
            }
        }
        return table.array();
    }

    /** Groups of all works of a phase. */
    static int groups(List<Entry> works) {
        return works.stream().mapToInt(Entry::groups).reduce(0, Math::addExact);
    }

    static <S> LaunchGeometry geometry(KernelWork<S> work) {
        return work.kernel().geometry(work.shape());
    }

    private static void put(ByteBuffer table, int at, Entry entry) {
        final LaunchGeometry geometry = entry.geometry();
        final int[] head = {entry.groups(), entry.kernel(), geometry.gridX(), geometry.gridY(), entry.bytes(), entry.slots(),
            entry.slotBytes(),
            geometry.blockX(), geometry.gridZ(), Math.toIntExact(geometry.blocks())};
        for (int i = 0; i < head.length; i++) {
            table.putInt(at + Integer.BYTES * i, head[i]);
        }
        final List<Long> arguments = arguments(entry.work());
        for (int i = 0; i < arguments.size(); i++) {
            table.putLong(at + FIRST_ARGUMENT + ARGUMENT_BYTES * i, arguments.get(i));
        }
    }

    private static <S> List<Long> arguments(KernelWork<S> work) {
        final Kernel<S> kernel = work.kernel();
        final Iterator<DeviceBuffer> buffers = work.buffers().iterator();
        final Iterator<ScalarValue> scalars = kernel.scalars(work.shape()).iterator();
        final List<Long> arguments = new ArrayList<>();
        for (final KernelParameter parameter : kernel.parameters()) {
            arguments.add(parameter.kind().isBuffer() ? buffers.next().address() : Integer.toUnsignedLong(scalars.next().bits()));
        }
        return arguments;
    }
}
