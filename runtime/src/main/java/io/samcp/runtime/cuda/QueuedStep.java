package io.samcp.runtime.cuda;

import jcuda.driver.CUstream;

/**
 * One step that can be put on a stream, or into a capture.
 *
 * @param function the driver's function, for messages
 * @param subject label, kernel and geometry, for messages
 * @param action puts it there
 */
record QueuedStep(String function, String subject, Action action) {

    /** What is to be called with which stream. */
    @FunctionalInterface
    interface Action {
        int queue(CUstream stream);
    }

    void queue(DriverGate gate, CUstream stream) {
        gate.call(function, subject, () -> action.queue(stream));
    }
}
