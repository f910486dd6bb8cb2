package io.samcp.layers.inference;

import io.samcp.layers.model.StagedGraph;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.graph.Graph;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.OutOfDeviceMemoryException;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs forward passes of a model: one stream, and a plan per bucket, kept for the next request of the same sizes as long as all of them
 * fit into the memory set aside for plans. Confined to one thread at a time.
 */
public final class Inference implements AutoCloseable {

    private final Model model;
    private final DeviceStream stream;

    /** Least recently used first. */
    private final List<PlannedForward> plans = new ArrayList<>();
    private boolean closed;

    public Inference(Model model) {
        this.model = model;
        this.stream = model.device().openStream();
    }

    /**
     * One forward pass.
     *
     * @throws io.samcp.layers.input.PatchFormatException if there are too many patches
     * @throws IllegalStateException after {@link #close()}
     */
    public Segmentation run(NetworkInput input) {
        if (input.patches().count() == 0) {
            return ResultReader.empty(input.patches().width(), input.patches().height(), model.configuration().numClasses());
        }
        return segmentation(forward(input, false), input);
    }

    /**
     * One forward pass without reading the results into objects; they stay in the outputs of {@link #plan}. In a bucket that was used
     * before, it allocates nothing. There must be at least one patch.
     */
    public void runBlocking(NetworkInput input) {
        forward(input, false);
    }

    /** One forward pass that keeps the taps. There must be at least one patch. */
    public Trace trace(NetworkInput input) {
        return read(forward(input, true), input);
    }

    /**
     * One forward pass in which each stage, from tap to tap, starts from another pass's results instead of those of the stage before. There
     * must be at least one patch.
     *
     * @param fed the other pass, of the same input
     */
    public Trace traceStages(NetworkInput input, Trace fed) {
        final Bucket bucket = Bucket.of(input, true);
        final Map<String, TensorType> types = new HashMap<>();
        fed.tensors().forEach((name, tensor) -> types.put(name, new TensorType(tensor.type(), tensor.shape())));
        final Graph staged = model.staged(bucket.variant(), types);
        try (PlannedForward forward = plan(bucket, staged)) {
            fed.tensors().forEach((name, tensor) -> {
                if (forward.plan().takes(StagedGraph.input(name))) {
                    forward.plan().write(StagedGraph.input(name), tensor);
                }
            });
            forward.runAsync(stream, input);
            stream.synchronizeBlocking();
            return read(forward, input);
        }
    }

    private Trace read(PlannedForward forward, NetworkInput input) {
        final Map<String, HostTensor> tensors = new HashMap<>();
        forward.plan().taps().forEach((name, operand) -> tensors.put(name, read(operand)));
        forward.plan().graph().outputs().keySet().forEach(name -> tensors.put(name, forward.plan().output(name).copy()));
        stream.synchronizeBlocking();
        return new Trace(segmentation(forward, input), tensors);
    }

    /** The plan a request would use, made if need be. */
    public Plan plan(NetworkInput input) {
        return planned(input, false).plan();
    }

    private PlannedForward forward(NetworkInput input, boolean taps) {
        final PlannedForward forward = planned(input, taps);
        try {
            forward.runAsync(stream, input);
            stream.synchronizeBlocking();
            return forward;
        } catch (RuntimeException e) {
            forget(forward, e);
            throw e;
        }
    }

    /** A plan whose run broke off is not used again: counters that kernels leave at zero when they end may hold anything. */
    private void forget(PlannedForward broken, RuntimeException reason) {
        plans.remove(broken);
        try {
            broken.close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private Segmentation segmentation(PlannedForward forward, NetworkInput input) {
        return new ResultReader(forward.plan(), input.patches(), model.configuration().numClasses()).read();
    }

    private HostTensor read(Operand operand) {
        final HostTensor tensor = new HostTensor(operand.type().element(), operand.type().shape(),
                MemorySegment.ofArray(new byte[Math.toIntExact(operand.type().bytes())]));
        stream.downloadAsync(operand.buffer(), tensor.data());
        return tensor;
    }

    private PlannedForward planned(NetworkInput input, boolean taps) {
        if (closed) {
            throw new IllegalStateException("this session is closed");
        }
        for (int i = plans.size() - 1; i >= 0; i--) {
            final PlannedForward known = plans.get(i);
            if (known.bucket().holds(input, taps)) {
                plans.remove(i);
                plans.add(known);
                return known;
            }
        }
        return make(Bucket.of(input, taps));
    }

    private PlannedForward make(Bucket bucket) {
        PlannedForward made;
        try {
            made = plan(bucket);
        } catch (OutOfDeviceMemoryException e) {
            if (plans.isEmpty()) {
                throw e;
            }
            evict(0); // the other plans are only kept for speed
            made = plan(bucket);
        }
        evict(Math.max(0, model.options().planMemoryBytes() - made.plan().bytes()));
        plans.add(made);
        return made;
    }

    private PlannedForward plan(Bucket bucket) {
        return plan(bucket, model.graph(bucket.variant(), bucket.taps()));
    }

    private PlannedForward plan(Bucket bucket, Graph graph) {
        return new PlannedForward(bucket, Plan.of(graph, model.device(), model.parameters(),
                bucket.dimensions(model.configuration()),
                new PlanOptions(model.options().libraries(), bucket.taps(), model.options().persistent())),
                model.configuration().numStuff());
    }

    /** Closes the plans used longest ago until the others take at most so many bytes. */
    private void evict(long bytes) {
        while (planBytes() > bytes) {
            plans.removeFirst().close();
        }
    }

    /** Device bytes of the plans kept now. */
    public long planBytes() {
        long sum = 0;
        for (final PlannedForward plan : plans) {
            sum += plan.plan().bytes();
        }
        return sum;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            plans.forEach(PlannedForward::close);
            plans.clear();
            stream.close();
        }
    }
}
