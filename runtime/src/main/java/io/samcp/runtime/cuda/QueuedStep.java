package io.samcp.runtime.cuda;

/**
 * One step that can be put on a stream, or into a capture.
 *
 * @param function the driver's function, for messages
 * @param subject label, kernel and geometry, for messages
 * @param action puts it there
 */
record QueuedStep(String function, String subject, Action action) {

    /** What is to be called; gives an error code. */
    @FunctionalInterface
    interface Action {
        int queue(Lane lane);
    }

    void queue(DriverGate gate, Lane lane) {
        gate.call(function, subject, () -> action.queue(lane));
    }
}
