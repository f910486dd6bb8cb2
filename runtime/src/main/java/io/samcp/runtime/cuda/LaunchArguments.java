package io.samcp.runtime.cuda;

import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.ScalarValue;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.List;

/** The {@code kernelParams} of a launch: an array of addresses, one per parameter, of where its value lies. */
final class LaunchArguments {

    private LaunchArguments() {}

    /** Written once; the driver copies the values when the launch is queued or captured. */
    static <S> MemorySegment of(KernelWork<S> work, Arena arena) {
        final List<KernelParameter> parameters = work.kernel().parameters();
        final MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, parameters.size());
        final Iterator<DeviceBuffer> buffers = work.buffers().iterator();
        final Iterator<ScalarValue> scalars = work.kernel().scalars(work.shape()).iterator();
        for (int i = 0; i < parameters.size(); i++) {
            final MemorySegment value = parameters.get(i).kind().isBuffer()
                    ? arena.allocateFrom(ValueLayout.JAVA_LONG, buffers.next().address())
                    : arena.allocateFrom(ValueLayout.JAVA_INT, scalars.next().bits());
            pointers.setAtIndex(ValueLayout.ADDRESS, i, value);
        }
        return pointers;
    }
}
