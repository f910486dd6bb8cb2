package io.samcp.runtime.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.copy.CopyKernel;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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

    @Test
    void isLaidOutAsItsPictureSays() {
        final List<List<PhaseTable.Entry>> phases = List.of(
                List.of(new PhaseTable.Entry(copy(0, 1), 2, 1, 0), new PhaseTable.Entry(copy(2, 3), 5, 3, 384)),
                List.of(new PhaseTable.Entry(copy(1, 4), 2, 2, 128)));
        final ByteBuffer table = ByteBuffer.wrap(PhaseTable.write(phases, AT)).order(ByteOrder.LITTLE_ENDIAN);
        final int record = 48 + 4 * 8;
        assertEquals(2 * 16 + 3 * record, table.capacity());
        assertEquals(4 + 2, table.getInt(0), "groups: four blocks, and four blocks in threes");
        assertEquals(AT + 32, table.getLong(8));
        assertEquals(2, table.getInt(16));
        assertEquals(AT + 32 + 2 * record, table.getLong(24));
        final int second = 32 + record;
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
