package io.samcp.runtime;

import io.samcp.kernels.KernelParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The device memory one step touches.
 *
 * @param reads what it reads
 * @param writes what it writes
 */
public record MemoryAccess(List<Range> reads, List<Range> writes) {

    /**
     * Addresses {@code [from, to)}.
     *
     * @param from first
     * @param to one past the last
     */
    public record Range(long from, long to) {

        static Range of(DeviceBuffer buffer) {
            return new Range(buffer.address(), buffer.address() + buffer.bytes());
        }

        /** Whether an address is in both. */
        public boolean overlaps(Range other) {
            return from < other.to && other.from < to;
        }
    }

    public MemoryAccess {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** What a piece of work touches. */
    public static MemoryAccess of(Work work) {
        return switch (work) {
            case KernelWork<?> kernel -> ofKernel(kernel);
            case PersistentWork persistent -> together(persistent.parts());
            case LibraryWork.Gemm gemm -> of(Stream.of(gemm.a(), gemm.b(), gemm.bias(), gemm.residual()), gemm.y());
            case LibraryWork.Convolution conv -> of(Stream.of(conv.x(), conv.weight(), conv.bias(), conv.residual()), conv.y());
            case CopyWork(String label, DeviceBuffer from, DeviceBuffer to) -> of(Stream.of(from), to.slice(0, from.bytes(), label));
            case FillWork(String label, DeviceBuffer target) -> of(Stream.of(), target);
            case UploadWork upload -> of(Stream.of(), upload.to());
            case DownloadWork download -> new MemoryAccess(List.of(Range.of(download.from())), List.of());
        };
    }

    /** True if the two steps may not change places. */
    public boolean conflictsWith(MemoryAccess earlier) {
        return overlap(writes, earlier.writes) || overlap(writes, earlier.reads) || overlap(reads, earlier.writes);
    }

    private static MemoryAccess of(Stream<DeviceBuffer> reads, DeviceBuffer writes) {
        return new MemoryAccess(reads.filter(Objects::nonNull).map(Range::of).toList(), List.of(Range.of(writes)));
    }

    private static MemoryAccess together(List<KernelWork<?>> parts) {
        final List<MemoryAccess> each = parts.stream().map(MemoryAccess::of).toList();
        return new MemoryAccess(each.stream().flatMap(a -> a.reads().stream()).toList(),
                each.stream().flatMap(a -> a.writes().stream()).toList());
    }

    private static <S> MemoryAccess ofKernel(KernelWork<S> work) {
        final List<Range> reads = new ArrayList<>();
        final List<Range> writes = new ArrayList<>();
        final List<Long> touched = work.kernel().bufferBytes(work.shape());
        final List<KernelParameter> buffers = work.kernel().parameters().stream().filter(p -> p.kind().isBuffer()).toList();
        for (int i = 0; i < buffers.size(); i++) {
            if (touched.get(i) == 0) {
                continue; // an optional operand that is switched off
            }
            final Range range = Range.of(work.buffers().get(i));
            if (buffers.get(i).kind() != KernelParameter.Kind.OUT) {
                reads.add(range);
            }
            if (buffers.get(i).kind() != KernelParameter.Kind.IN) {
                writes.add(range);
            }
        }
        return new MemoryAccess(reads, writes);
    }

    private static boolean overlap(List<Range> some, List<Range> others) {
        return some.stream().anyMatch(a -> others.stream().anyMatch(a::overlaps));
    }
}
