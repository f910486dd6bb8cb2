package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.cuda.library.LibraryCall;
import java.lang.foreign.Arena;
import java.util.List;
import jcuda.driver.CUstream;

/**
 * What prepared steps need as long as they are used.
 *
 * @param arguments memory of launch arguments
 * @param calls operations of libraries
 * @param workspace their scratch memory; null if they need none
 */
record StepMemory(Arena arguments, List<LibraryCall> calls, DeviceBuffer workspace) implements AutoCloseable {

    /** A lane for steps that are queued one after the other. */
    Lane lane(CUstream stream) {
        return workspace == null ? Lane.of(stream) : new Lane(stream, DeviceAddress.of(workspace.address()));
    }

    @Override
    public void close() {
        calls.forEach(LibraryCall::close);
        if (workspace != null) {
            workspace.close();
        }
        arguments.close();
    }
}
