package io.samcp.layers.inference;

import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs forward passes of a model: one stream, and a plan per bucket, kept for the next request of the same sizes. Confined to one thread
 * at a time.
 */
public final class Inference implements AutoCloseable {

    /** Plans kept; the least recently used goes first. */
    private static final int MAX_PLANS = 4;

    private final Model model;
    private final DeviceStream stream;
    private final Map<Key, PlannedForward> plans = new LinkedHashMap<>(MAX_PLANS, 0.75f, true);
    private boolean closed;

    private record Key(ModelGraph.Variant variant, Dimensions bucket, boolean taps) {}

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
        return read(forward(input, false), input);
    }

    /** One forward pass that keeps the taps. There must be at least one patch. */
    public Trace trace(NetworkInput input) {
        final PlannedForward forward = forward(input, true);
        final Map<String, HostTensor> tensors = new HashMap<>();
        forward.plan().taps().forEach((name, operand) -> tensors.put(name, read(operand)));
        forward.plan().graph().outputs().keySet().forEach(name -> tensors.put(name, forward.plan().output(name).copy()));
        stream.synchronizeBlocking();
        return new Trace(read(forward, input), tensors);
    }

    /** The plan a request would use, made if need be. */
    public Plan plan(NetworkInput input) {
        return planned(input, false).plan();
    }

    private PlannedForward forward(NetworkInput input, boolean taps) {
        final PlannedForward forward = planned(input, taps);
        forward.runAsync(stream, input);
        stream.synchronizeBlocking();
        return forward;
    }

    private Segmentation read(PlannedForward forward, NetworkInput input) {
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
        final ModelGraph.Variant variant = new ModelGraph.Variant(
                input.source() instanceof NetworkInput.Source.Image ? ModelGraph.Entry.IMAGE : ModelGraph.Entry.FEATURES,
                input.patches().roiMasks().isPresent() ? ModelGraph.RoiMaskSource.GIVEN : ModelGraph.RoiMaskSource.CROP);
        final Key key = new Key(variant, Bucket.of(input, model.configuration()), taps);
        final PlannedForward known = plans.get(key);
        if (known != null) {
            return known;
        }
        evict();
        final Graph graph = model.graph(variant);
        final PlannedForward made = new PlannedForward(
                Plan.of(graph, model.device(), model.parameters(), key.bucket(), new PlanOptions(model.libraries(), taps)),
                model.configuration().numStuff());
        plans.put(key, made);
        return made;
    }

    private void evict() {
        final Iterator<PlannedForward> oldest = plans.values().iterator();
        while (plans.size() >= MAX_PLANS) {
            oldest.next().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            plans.values().forEach(PlannedForward::close);
            plans.clear();
            stream.close();
        }
    }
}
