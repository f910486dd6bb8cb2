package io.samcp.runtime.persistent;

import io.samcp.kernels.Cost;
import io.samcp.kernels.copy.CopyKernel;
import io.samcp.runtime.CopyWork;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess;
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.Work;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes one launch out of each run of launches that nothing else stands between. */
public final class Persistence {

    /** A run of fewer launches gains nothing. */
    private static final int FEWEST = 2;
    /** A block has 16 barriers, of which the first is for all its threads. */
    private static final int MOST_SLOTS = 15;
    /** Shared memory that a kernel may have without asking for more. */
    private static final int PLAIN_SHARED_BYTES = 48 << 10;

    private final Device device;
    private final UnaryOperator<DeviceBuffer> own;
    private final KernelBodies bodies = new KernelBodies();

    /**
     * For work on a device.
     *
     * @param own told of each buffer that the result needs as long as it is used
     */
    public Persistence(Device device, UnaryOperator<DeviceBuffer> own) {
        this.device = device;
        this.own = own;
    }

    /**
     * The same work in fewer steps: runs of launches as {@link PersistentWork}, everything else as it is.
     *
     * @param name for messages
     * @param work in execution order
     */
    public List<Work> of(String name, List<Work> work) {
        final List<Work> result = new ArrayList<>();
        final List<KernelWork<?>> run = new ArrayList<>();
        for (final Work given : work) {
            final Work step = asLaunch(given);
            if (step instanceof KernelWork<?> kernel && bodies.of(kernel).isPresent()) {
                run.add(kernel);
            } else {
                flush(name, run, result);
                result.add(step);
            }
        }
        flush(name, run, result);
        return result;
    }

    /** Copies and fills of whole words by a kernel, so that launches before and after them can come together. */
    private static Work asLaunch(Work work) {
        return switch (work) {
            case CopyWork(String label, DeviceBuffer from, DeviceBuffer to) when isWords(from.bytes()) ->
                copy(label, true, from, to, from.bytes());
            case FillWork(String label, DeviceBuffer target) when isWords(target.bytes()) ->
                copy(label, false, target, target, target.bytes());
            default -> work;
        };
    }

    private static boolean isWords(long bytes) {
        return bytes % Integer.BYTES == 0;
    }

    private static Work copy(String label, boolean copies, DeviceBuffer from, DeviceBuffer to, long bytes) {
        return new KernelWork<>(label, new CopyKernel(CopyKernel.BEST),
                new CopyKernel.Shape(Math.toIntExact(bytes / Integer.BYTES), copies), List.of(from, to));
    }

    private void flush(String name, List<KernelWork<?>> run, List<Work> result) {
        if (run.size() < FEWEST) {
            result.addAll(run);
        } else {
            result.add(together(name, run));
        }
        run.clear();
    }

    private PersistentWork together(String name, List<KernelWork<?>> run) {
        final Set<KernelBody> used = new LinkedHashSet<>();
        Cost cost = new Cost(0, 0);
        for (final KernelWork<?> work : run) {
            used.add(bodies.of(work).orElseThrow());
            cost = sum(cost, work);
        }
        final List<KernelBody> numbered = List.copyOf(used);
        final int threads = numbered.stream().mapToInt(KernelBody::threads).max().orElseThrow();
        final int sharedBytes = run.stream().mapToInt(work -> sharedBytes(work, threads)).max().orElseThrow();
        final PersistentKernel kernel = new PersistentKernel(PersistentText.of(numbered, threads), threads, sharedBytes);
        final int resident = device.residentBlocks(kernel.source(), kernel.name(), threads, sharedBytes);
        final List<List<KernelWork<?>>> launches = Phases.of(run).phases();
        final List<List<MemoryAccess.Range>> ahead = Ahead.of(launches);
        final List<List<PhaseTable.Entry>> phases = launches.stream()
                .map(works -> works.stream().map(work -> entry(work, numbered, kernel, resident)).toList()).toList();
        final int blocks = Math.min(resident, phases.stream().mapToInt(PhaseTable::groups).max().orElseThrow());
        final DeviceBuffer table = own.apply(device.allocate(PhaseTable.bytes(phases, ahead), name + " phases"));
        final DeviceBuffer arrivals = own.apply(device.allocate(Integer.BYTES, name + " arrivals"));
        upload(PhaseTable.write(phases, ahead, table.address()), table);
        upload(new byte[Integer.BYTES], arrivals);
        return new PersistentWork(name, run, new KernelWork<>(name, kernel,
                new PersistentKernel.Shape(phases.size(), blocks, table.bytes(), cost), List.of(table, arrivals)));
    }

    /** Small tiles share a block where there are more of them than blocks, as far as its threads and shared memory allow. */
    private PhaseTable.Entry entry(KernelWork<?> work, List<KernelBody> numbered, PersistentKernel kernel, int resident) {
        final KernelBody body = bodies.of(work).orElseThrow();
        final int slotBytes = slotBytes(work);
        final long wanted = Math.ceilDiv(PhaseTable.geometry(work).blocks(), resident);
        final int most = Math.min(MOST_SLOTS, Math.min(kernel.threads() / body.threads(),
                slotBytes == 0 ? MOST_SLOTS : kernel.sharedBytes() / slotBytes));
        return new PhaseTable.Entry(work, numbered.indexOf(body), (int) Math.max(1, Math.min(wanted, most)), slotBytes);
    }

    /** Shared memory for as many tiles side by side as a block has threads for, within what every kernel may have; at least for one. */
    private int sharedBytes(KernelWork<?> work, int threads) {
        final int each = slotBytes(work);
        return each == 0 ? 0 : each * Math.max(1, Math.min(threads / PhaseTable.geometry(work).blockX(), PLAIN_SHARED_BYTES / each));
    }

    /** Shared memory of a tile, so that the next slot's begins as it should. */
    private int slotBytes(KernelWork<?> work) {
        final int bytes = bodies.of(work).orElseThrow().sharedBytes() + PhaseTable.geometry(work).dynamicSharedBytes();
        return Math.ceilDiv(bytes, KernelBody.SHARED_ALIGNMENT) * KernelBody.SHARED_ALIGNMENT;
    }

    private static <S> Cost sum(Cost cost, KernelWork<S> work) {
        final Cost more = work.kernel().cost(work.shape());
        return new Cost(cost.bytes() + more.bytes(), cost.flops() + more.flops());
    }

    private void upload(byte[] bytes, DeviceBuffer target) {
        try (Arena arena = Arena.ofConfined(); DeviceStream stream = device.openStream()) {
            final MemorySegment source = arena.allocate(bytes.length);
            MemorySegment.copy(bytes, 0, source, ValueLayout.JAVA_BYTE, 0, bytes.length);
            stream.uploadAsync(source, target);
            stream.synchronizeBlocking();
        }
    }
}
