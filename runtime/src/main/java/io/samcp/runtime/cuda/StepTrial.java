package io.samcp.runtime.cuda;

import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** Tries one step on the device, to choose between two ways of computing the same. */
final class StepTrial implements AutoCloseable {

    private static final int ROUNDS = 3;
    private static final int MOST_REPEATS = 16;

    /** About how long a round is to take; a step that takes longer runs once in it. */
    private static final double ROUND_MICROS = 1000;

    private static final double MICROS_PER_MILLI = 1e3;

    private final DriverGate gate;
    private final QueuedStep step;
    private final StepMemory memory;
    private final CUstream stream = new CUstream();
    private final CUevent begin = new CUevent();
    private final CUevent end = new CUevent();
    private int ready;

    /**
     * The context must be current, here and later.
     *
     * @param memory what the step needs, closed with this
     */
    StepTrial(DriverGate gate, QueuedStep step, StepMemory memory) {
        this.gate = gate;
        this.step = step;
        this.memory = memory;
    }

    /**
     * Runs the step once and waits for it.
     *
     * @throws io.samcp.runtime.DeviceException if it is refused or faults
     */
    void runBlocking() {
        open();
        step.queue(gate, memory.lane(stream));
        synchronizeBlocking();
    }

    /**
     * The least mean time of the step over a few rounds, each of several runs back to back.
     *
     * @throws io.samcp.runtime.DeviceException if it is refused or faults
     */
    double micros() {
        runBlocking(); // the first run loads code
        final double once = round(1);
        final int repeats = (int) Math.clamp(ROUND_MICROS / Math.max(once, 1), 1, MOST_REPEATS);
        double least = once;
        for (int i = 0; i < ROUNDS; i++) {
            least = Math.min(least, round(repeats));
        }
        return least;
    }

    private double round(int repeats) {
        gate.call("cuEventRecord", step.subject(), () -> JCudaDriver.cuEventRecord(begin, stream));
        for (int i = 0; i < repeats; i++) {
            step.queue(gate, memory.lane(stream));
        }
        gate.call("cuEventRecord", step.subject(), () -> JCudaDriver.cuEventRecord(end, stream));
        synchronizeBlocking();
        final float[] millis = new float[1];
        gate.call("cuEventElapsedTime", step.subject(), () -> JCudaDriver.cuEventElapsedTime(millis, begin, end));
        return millis[0] * MICROS_PER_MILLI / repeats;
    }

    private void open() {
        if (ready == 0) {
            gate.call("cuStreamCreate", step.subject(), () -> JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
            ready = 1;
            gate.call("cuEventCreate", step.subject(), () -> JCudaDriver.cuEventCreate(begin, CUevent_flags.CU_EVENT_DEFAULT));
            ready = 2;
            gate.call("cuEventCreate", step.subject(), () -> JCudaDriver.cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT));
            ready = 3;
        }
    }

    private void synchronizeBlocking() {
        gate.call("cuStreamSynchronize", step.subject(), () -> JCudaDriver.cuStreamSynchronize(stream));
    }

    @Override
    public void close() {
        final List<DriverCall> calls = List.of(() -> JCudaDriver.cuStreamDestroy(stream), () -> JCudaDriver.cuEventDestroy(begin),
                () -> JCudaDriver.cuEventDestroy(end));
        calls.subList(0, ready).forEach(call -> gate.release("cuStreamDestroy, cuEventDestroy", step.subject(), call));
        ready = 0;
        memory.close();
    }
}
