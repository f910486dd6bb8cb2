package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceBuffer;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstreamCaptureStatus;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * Captures steps into a CUDA graph: one stream per lane, forked from and joined to the first by events. A refusal in the middle leaves
 * nothing behind.
 */
final class GraphCapture implements AutoCloseable {

    private final DriverGate gate;
    private final String name;
    private final DeviceBuffer workspace;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<CUevent> events = new ArrayList<>();
    private final CUgraph graph = new CUgraph();
    private boolean capturing;
    private boolean captured;

    /** @param workspace scratch memory, an equal part for each lane; null if no step needs any */
    GraphCapture(DriverGate gate, String name, DeviceBuffer workspace) {
        this.gate = gate;
        this.name = name;
        this.workspace = workspace;
    }

    /** Captures and instantiates; the context must be current. */
    CUgraphExec capture(List<QueuedStep> steps, Schedule schedule) {
        final int count = Math.max(1, schedule.lanes());
        for (int i = 0; i < count; i++) {
            final CUstream stream = new CUstream();
            gate.call("cuStreamCreate", name, () -> JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
            lanes.add(workspace == null
                    ? Lane.of(stream)
                    : new Lane(stream, DeviceAddress.of(workspace.address() + workspace.bytes() / count * i)));
        }
        final CUstream first = lanes.getFirst().stream();
        gate.call("cuStreamBeginCapture", name,
                () -> JCudaDriver.cuStreamBeginCapture(first, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
        capturing = true;
        queue(steps, schedule);
        gate.call("cuStreamEndCapture", name, () -> JCudaDriver.cuStreamEndCapture(first, graph));
        capturing = false;
        captured = true;
        final CUgraphExec executable = new CUgraphExec();
        gate.call("cuGraphInstantiate", name, () -> JCudaDriver.cuGraphInstantiate(executable, graph, 0));
        return executable;
    }

    private void queue(List<QueuedStep> steps, Schedule schedule) {
        final CUevent fork = record(lanes.getFirst().stream());
        lanes.stream().skip(1).forEach(lane -> await(lane.stream(), fork));
        final CUevent[] done = new CUevent[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            final Lane lane = lanes.get(schedule.steps().get(i).lane());
            schedule.steps().get(i).waits().forEach(step -> await(lane.stream(), done[step]));
            steps.get(i).queue(gate, lane);
            if (schedule.isAwaited(i)) {
                done[i] = record(lane.stream());
            }
        }
        lanes.stream().skip(1).forEach(lane -> await(lanes.getFirst().stream(), record(lane.stream())));
    }

    private CUevent record(CUstream lane) {
        final CUevent event = new CUevent();
        gate.call("cuEventCreate", name, () -> JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DISABLE_TIMING));
        events.add(event);
        gate.call("cuEventRecord", name, () -> JCudaDriver.cuEventRecord(event, lane));
        return event;
    }

    private void await(CUstream lane, CUevent event) {
        gate.call("cuStreamWaitEvent", name, () -> JCudaDriver.cuStreamWaitEvent(lane, event, 0));
    }

    /** A capture that was refused may have ended all the same. */
    private boolean isCapturing(CUstream stream) {
        final int[] status = new int[1];
        gate.release("cuStreamIsCapturing", name, () -> JCudaDriver.cuStreamIsCapturing(stream, status));
        return status[0] != CUstreamCaptureStatus.CU_STREAM_CAPTURE_STATUS_NONE;
    }

    @Override
    public void close() {
        if (capturing && isCapturing(lanes.getFirst().stream())) {
            captured = gate.release("cuStreamEndCapture", name, () -> JCudaDriver.cuStreamEndCapture(lanes.getFirst().stream(), graph));
        }
        if (captured) {
            gate.release("cuGraphDestroy", name, () -> JCudaDriver.cuGraphDestroy(graph));
        }
        events.forEach(event -> gate.release("cuEventDestroy", name, () -> JCudaDriver.cuEventDestroy(event)));
        lanes.forEach(lane -> gate.release("cuStreamDestroy", name, () -> JCudaDriver.cuStreamDestroy(lane.stream())));
    }
}
