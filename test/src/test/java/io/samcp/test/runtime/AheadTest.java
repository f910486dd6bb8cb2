package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.PtxSource;
import io.samcp.kernels.copy.CopyKernel;
import io.samcp.runtime.Check;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.Work;
import io.samcp.runtime.persistent.Persistence;
import io.samcp.test.kernels.AdaptedKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prefetch leaves no trace. So here it becomes a count: each line of what the next phase reads must be asked for once. */
final class AheadTest {

    private static final String PREFETCH = "prefetch.global.L2 [%line];";

    /** Counts where it asks, so many bytes further. */
    private static <S> KernelWork<S> counting(KernelWork<S> work, long further) {
        final PtxSource source = work.kernel().source();
        assertTrue(source.text().contains(PREFETCH), source.text());
        final String text = source.text().replace(PREFETCH, "add.s64 %line, %line, " + further
                + "; red.global.add.u32 [%line], 1; sub.s64 %line, %line, " + further + ";");
        return new KernelWork<>(work.label(), AdaptedKernel.withText(work.kernel(), new PtxSource(source.file(), text)), work.shape(),
                work.buffers());
    }

    /** Of weights from one line to more than all threads take in one turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 4097, 300_000})
    void everyLineOfTheWeightsIsAskedForOnce(int words) {
        try (Device device = Devices.engine(EngineOptions.deterministic().withChecks(Check.all()));
                DeviceStream stream = device.openStream();
                Arena arena = Arena.ofConfined()) {
            final DeviceBuffer input = zeros(device, stream, arena, words);
            final DeviceBuffer middle = zeros(device, stream, arena, words);
            final DeviceBuffer weights = zeros(device, stream, arena, words);
            final List<Work> work = new Persistence(device, buffer -> buffer).of("test", List.of(copy("first", input, middle, words),
                    copy("second", middle, zeros(device, stream, arena, words), words), copy("weights", weights, middle, words)));
            final PersistentWork whole = (PersistentWork) work.getFirst();
            final DeviceBuffer counts = zeros(device, stream, arena, words);
            final List<KernelWork<?>> parts = new ArrayList<>(whole.parts());
            parts.add(copy("counts may be written", input, counts, words));
            final PersistentWork counting = new PersistentWork(whole.label(), parts,
                    counting(whole.launch(), counts.address() - weights.address()));
            try (Executable executable = device.prepare("test", List.of(counting))) {
                stream.launchAsync(executable);
                stream.synchronizeBlocking();
            }
            final int[] counted = new int[words];
            final int[] expected = new int[words];
            for (int i = 0; i < words; i += 32) {
                expected[i] = 1;
            }
            final MemorySegment result = arena.allocate(4L * words, 16);
            stream.downloadAsync(counts, result);
            stream.synchronizeBlocking();
            MemorySegment.copy(result, ValueLayout.JAVA_INT, 0, counted, 0, words);
            assertArrayEquals(expected, counted);
            assertEquals(1, work.size());
        }
    }

    private static KernelWork<?> copy(String label, DeviceBuffer from, DeviceBuffer to, int words) {
        return new KernelWork<>(label, new CopyKernel(CopyKernel.BEST), new CopyKernel.Shape(words, true), List.of(from, to));
    }

    private static DeviceBuffer zeros(Device device, DeviceStream stream, Arena arena, int words) {
        final DeviceBuffer buffer = device.allocate(4L * words, "words");
        stream.uploadAsync(arena.allocate(4L * words, 16), buffer);
        return buffer;
    }
}
