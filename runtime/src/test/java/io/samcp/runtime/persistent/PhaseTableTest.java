package io.samcp.runtime.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.copy.CopyKernel;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess.Range;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which launches share a phase, and what the table says about them. */
final class PhaseTableTest {

    private static final int WORDS = 1000;
    private static final long BYTES = 4L * WORDS;
    private static final long AT = 0x7000;

    /** Memory that is nowhere. */
    private record Place(long address, long bytes) implements DeviceAllocation {

        @Override
        public Device device() {
            return null;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }

    private static DeviceBuffer buffer(int number) {
        return new DeviceBuffer(new Place(0x10000L * (number + 1), BYTES), "buffer " + number);
    }

    private static KernelWork<?> copy(int from, int to) {
        return new KernelWork<>(from + " to " + to, new CopyKernel(CopyKernel.BEST), new CopyKernel.Shape(WORDS, true),
                List.of(buffer(from), buffer(to)));
    }

    private static List<List<String>> phases(KernelWork<?>... works) {
        return Phases.of(List.of(works)).phases().stream().map(p -> p.stream().map(KernelWork::label).toList())
                .toList();
    }

    @Test
    void launchesShareAPhaseUnlessOneNeedsTheOther() {
        assertEquals(List.of(List.of("0 to 1", "0 to 2", "5 to 6"), List.of("1 to 3", "6 to 7"), List.of("3 to 4")),
                phases(copy(0, 1), copy(0, 2), copy(1, 3), copy(3, 4), copy(5, 6), copy(6, 7)));
    }

    @Test
    void aPlaceIsWrittenAnewOnlyWhenItHasBeenRead() {
        assertEquals(List.of(List.of("0 to 1"), List.of("1 to 2"), List.of("3 to 1"), List.of("1 to 4")),
                phases(copy(0, 1), copy(1, 2), copy(3, 1), copy(1, 4)));
        assertEquals(List.of(List.of("0 to 1"), List.of("2 to 1")), phases(copy(0, 1), copy(2, 1)));
    }

    private static Range range(int buffer, long from, long to) {
        return new Range(buffer(buffer).address() + from, buffer(buffer).address() + to);
    }

    /** Not what the same phase reads already, not what a launch writes; each range once. */
    @Test
    void whatThePhaseToComeReadsFirstIsBroughtNear() {
        final List<List<KernelWork<?>>> phases = Phases.of(List.of(copy(0, 1), copy(5, 3), copy(1, 2), copy(6, 1), copy(5, 4), copy(2, 6)))
                .phases();
        assertEquals(List.of(List.of("0 to 1", "5 to 3", "5 to 4"), List.of("1 to 2"), List.of("6 to 1"), List.of("2 to 6")),
                phases.stream().map(p -> p.stream().map(KernelWork::label).toList()).toList());
        assertEquals(List.of(List.of(), List.of(), List.of(), List.of()), Ahead.of(phases), "all later reads are of results");
        assertEquals(List.of(List.of(range(7, 0, BYTES)), List.of()), Ahead.of(List.of(List.of(copy(0, 1)), List.of(copy(7, 2), copy(1, 3),
                copy(0, 4), copy(7, 5)))));
    }

    @Test
    void neighboursAreOneRangeAndTooMuchIsLeftOut() {
        final DeviceBuffer all = new DeviceBuffer(new Place(0x1000000, 40L << 20), "weights");
        final List<KernelWork<?>> works = List.of(slice(all, 4096, 4096), slice(all, 0, 4096), slice(all, 16384, 4096),
                slice(all, 1 << 20, 20 << 20), slice(all, 21 << 20, 19 << 20));
        assertEquals(List.of(List.of(new Range(0x1000000, 0x1000000 + 8192), new Range(0x1000000 + 16384, 0x1000000 + 20480),
                new Range(0x1000000 + (1 << 20), 0x1000000 + (21 << 20))), List.of()), Ahead.of(List.of(List.of(copy(0, 1)), works)));
    }

    private static KernelWork<?> slice(DeviceBuffer of, int from, int bytes) {
        return new KernelWork<>("slice", new CopyKernel(CopyKernel.BEST), new CopyKernel.Shape(bytes / 4, true),
                List.of(of.slice(from, bytes, "slice"), new DeviceBuffer(new Place(0x9000000L + from, bytes), "result")));
    }

    @Test
    void isLaidOutAsItsPictureSays() {
        final List<List<PhaseTable.Entry>> phases = List.of(
                List.of(new PhaseTable.Entry(copy(0, 1), 2, 1, 0), new PhaseTable.Entry(copy(2, 3), 5, 3, 384)),
                List.of(new PhaseTable.Entry(copy(1, 4), 2, 2, 128)));
        final List<List<Range>> ahead = List.of(List.of(new Range(1000, 2000), new Range(5000, 5004)), List.of());
        final ByteBuffer table = ByteBuffer.wrap(PhaseTable.write(phases, ahead, AT)).order(ByteOrder.LITTLE_ENDIAN);
        final int record = 48 + 4 * 8;
        final int ranges = 2 * 32 + 3 * record;
        assertEquals(ranges + 2 * 16, table.capacity());
        assertEquals(4 + 2, table.getInt(0), "groups: four blocks, and four blocks in threes");
        assertEquals(2, table.getInt(4), "ranges");
        assertEquals(AT + 64, table.getLong(8));
        assertEquals(AT + ranges, table.getLong(16));
        assertEquals(2, table.getInt(32));
        assertEquals(0, table.getInt(36), "ranges of the last");
        assertEquals(AT + 64 + 2 * record, table.getLong(40));
        assertEquals(List.of(1000L, 2000L, 5000L, 5004L),
                LongStream.range(0, 4).map(i -> table.getLong(ranges + 8 * (int) i)).boxed().toList());
        final int second = 64 + record;
        final int[] head = {2, 5, 4, 1, record, 3, 384, 256, 1, 4};
        for (int i = 0; i < head.length; i++) {
            assertEquals(head[i], table.getInt(second + 4 * i), "word " + i);
        }
        assertEquals(buffer(2).address(), table.getLong(second + 48));
        assertEquals(buffer(3).address(), table.getLong(second + 56));
        assertEquals(WORDS, table.getLong(second + 64));
        assertEquals(1, table.getLong(second + 72), "mode");
    }
}
