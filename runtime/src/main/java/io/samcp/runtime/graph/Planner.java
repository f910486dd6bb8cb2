package io.samcp.runtime.graph;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.Work;
import io.samcp.runtime.persistent.Persistence;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one {@link Plan}: types, then lifetimes, then places, then device work. Each pass fills what the next one reads. */
final class Planner {

    private static final long PLACEHOLDER_BYTES = 256;

    private static final long SMALL_BYTES = 1 << 20;
    private static final int GRACE_LEVELS = 4;

    private final Graph graph;
    private final Device device;
    private final DeviceParameters parameters;
    private final Dimensions dims;
    private final PlanOptions options;

    /** The nodes that outputs (and taps, if wanted) depend on, in order. */
    private final List<Node> nodes;
    private final boolean[] used;

    private final TensorType[] types;
    private final Operand[] operands;
    /** When each node runs: its level, since those of one level may run side by side. */
    private final int[] time;
    private final int[] firstTime;
    private final int[] lastTime;
    private final Map<Integer, HostTensor> constants = new HashMap<>();
    private final List<DeviceBuffer> owned = new ArrayList<>();
    private final List<Work> work = new ArrayList<>();
    private HostBlock inputs;
    private HostBlock resident;
    private HostBlock outputs;

    Planner(Graph graph, Device device, DeviceParameters parameters, Dimensions dims, PlanOptions options) {
        this.graph = graph;
        this.device = device;
        this.parameters = parameters;
        this.dims = dims;
        this.options = options;
        used = new boolean[graph.values()];
        nodes = Levels.sorted(findLiveNodes());
        time = Levels.of(nodes);
        types = new TensorType[graph.values()];
        operands = new Operand[graph.values()];
        firstTime = new int[graph.values()];
        lastTime = new int[graph.values()];
    }

    Plan plan() {
        boolean done = false;
        try {
            inferTypes();
            findLifetimes();
            final List<List<Operand>> scratch = place();
            inputs.uploads(graph.name() + " inputs").ifPresent(work::add);
            lower(scratch);
            outputs.downloads(graph.name() + " outputs").ifPresent(work::add);
            final String name = graph.name() + " " + dims;
            final List<Work> steps = options.persistent() ? new Persistence(device, this::own).of(name, work) : work;
            final Executable executable = device.prepare(name, steps);
            final Plan plan = new Plan(graph, dims, inputs, resident, outputs, options.taps() ? named(graph.taps()) : Map.of(), steps,
                    owned,
                    executable);
            done = true;
            return plan;
        } finally {
            if (!done) {
                HostBlock.closeAll(inputs, resident, outputs);
                owned.forEach(DeviceBuffer::close);
            }
        }
    }

    /** Marks {@link #used} from the results backwards; what nobody needs, such as the nodes that only feed taps, is left out. */
    private List<Node> findLiveNodes() {
        graph.outputs().values().forEach(v -> used[v.id()] = true);
        if (options.taps()) {
            graph.taps().values().forEach(v -> used[v.id()] = true);
        }
        final Deque<Node> live = new ArrayDeque<>();
        for (final Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(v -> used[v.id()])) {
                node.inputs().forEach(v -> used[v.id()] = true);
                node.outputs().forEach(v -> used[v.id()] = true);
                live.addFirst(node);
            }
        }
        return List.copyOf(live);
    }

    /** Fills {@link #types}; uploads nothing but the parameters, whose types are only known from their values. */
    private void inferTypes() {
        for (final Source source : graph.sources()) {
            final int id = source.value().id();
            if (!used[id] && !(source instanceof Source.Input)) {
                continue;
            }
            switch (source) {
                case Source.Input input -> types[id] = new TensorType(input.element(), input.shape().in(dims));
                case Source.Parameter parameter -> {
                    operands[id] = parameters.get(parameter.value().name());
                    types[id] = operands[id].type();
                }
                case Source.Constant constant -> {
                    final HostTensor tensor = constant.make().apply(dims);
                    constants.put(id, tensor);
                    types[id] = new TensorType(tensor.type(), tensor.shape());
                }
            }
        }
        for (final Node node : nodes) {
            final List<TensorType> results;
            try {
                results = node.operation().infer(typesOf(node.inputs()), dims);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(graph.name() + ", " + node.label() + ": " + e.getMessage(), e);
            }
            if (results.size() != node.outputs().size()) {
                throw new IllegalStateException(
                        node.label() + ": " + results.size() + " results for " + node.outputs().size() + " tensors");
            }
            for (int i = 0; i < results.size(); i++) {
                types[node.outputs().get(i).id()] = results.get(i);
            }
        }
    }

    /** Fills {@link #firstTime} and {@link #lastTime}; outputs, and taps if wanted, live to the end. */
    private void findLifetimes() {
        Arrays.fill(firstTime, -1);
        Arrays.fill(lastTime, -1);
        for (int i = 0; i < nodes.size(); i++) {
            final Node node = nodes.get(i);
            for (final Value value : node.outputs()) {
                firstTime[value.id()] = time[i];
                lastTime[value.id()] = Math.max(lastTime[value.id()], time[i]);
            }
            for (final Value value : node.inputs()) {
                lastTime[value.id()] = Math.max(lastTime[value.id()], time[i]);
            }
        }
        final int end = nodes.size();
        graph.outputs().values().forEach(v -> lastTime[v.id()] = end);
        if (options.taps()) {
            graph.taps().values().forEach(v -> lastTime[v.id()] = end);
        }
    }

    /** Small tensors keep their place for some levels more: what runs ahead in one branch need not wait for those who read in another. */
    private Lifetime lifetime(int id) {
        return new Lifetime(firstTime[id], lastTime[id] + (types[id].bytes() <= SMALL_BYTES ? GRACE_LEVELS : 0));
    }

    /** Fills {@link #operands}, uploads constants, and returns each node's temporary tensors. */
    private List<List<Operand>> place() {
        inputs = block("inputs", inputValues(false));
        resident = block("resident inputs", inputValues(true));
        outputs = block("outputs", graph.outputs());
        final ArenaLayout layout = new ArenaLayout();
        final ArenaLayout.Request[] requests = new ArenaLayout.Request[types.length];
        for (int id = 0; id < types.length; id++) {
            if (types[id] != null && operands[id] == null && !constants.containsKey(id)) {
                requests[id] = layout.request(types[id].bytes(), lifetime(id));
            }
        }
        final List<List<TensorType>> scratchTypes = new ArrayList<>();
        final List<List<ArenaLayout.Request>> scratchRequests = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            final Node node = nodes.get(i);
            final Lifetime life = new Lifetime(time[i], time[i]);
            scratchTypes.add(node.operation().scratch(typesOf(node.inputs()), dims));
            scratchRequests.add(scratchTypes.get(i).stream().map(t -> layout.request(t.bytes(), life)).toList());
        }
        layout.layOut();
        final DeviceBuffer arena = own(device.allocate(layout.bytes(), graph.name() + " arena"));
        final String[] names = names();
        for (int id = 0; id < types.length; id++) {
            if (requests[id] != null) {
                operands[id] = new Operand(types[id], arena.slice(requests[id].offset(), types[id].bytes(), names[id]));
            }
        }
        constants.forEach((id, tensor) -> operands[id] = upload(names[id], tensor));
        final List<List<Operand>> scratch = new ArrayList<>();
        for (int i = 0; i < scratchTypes.size(); i++) {
            final List<Operand> own = new ArrayList<>();
            for (int j = 0; j < scratchTypes.get(i).size(); j++) {
                final TensorType type = scratchTypes.get(i).get(j);
                own.add(new Operand(type, arena.slice(scratchRequests.get(i).get(j).offset(), type.bytes(),
                        nodes.get(i).label() + " scratch " + j)));
            }
            scratch.add(own);
        }
        return scratch;
    }

    /** Fills {@link #work}. */
    private void lower(List<List<Operand>> scratch) {
        final DeviceBuffer placeholder = own(device.allocate(PLACEHOLDER_BYTES, "unused operand"));
        for (int i = 0; i < nodes.size(); i++) {
            final Node node = nodes.get(i);
            node.operation()
                    .lower(new NodeLowering(node.label(), dims, operandsOf(node.inputs()), operandsOf(node.outputs()), scratch.get(i),
                            states(node), placeholder, options.libraries() ? device::prefersLibrary : (library, ours) -> false, work));
        }
    }

    /** Fresh memory for what a node keeps, filled with zeros. */
    private List<Operand> states(Node node) {
        final List<Operand> states = new ArrayList<>();
        for (final TensorType type : node.operation().state(typesOf(node.inputs()), dims)) {
            states.add(upload(node.label() + " state " + states.size(),
                    new HostTensor(type.element(), type.shape(), MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]))));
        }
        return states;
    }

    private Operand upload(String name, HostTensor tensor) {
        final DeviceBuffer buffer = own(device.allocate(Math.max(1, tensor.data().byteSize()), name));
        try (DeviceStream stream = device.openStream()) {
            stream.uploadAsync(tensor.data(), buffer);
            stream.synchronizeBlocking();
        }
        return new Operand(new TensorType(tensor.type(), tensor.shape()), buffer);
    }

    /** Packs tensors that are copied between host and device together; fills their {@link #operands}. */
    private HostBlock block(String name, Map<String, Value> values) {
        final Map<String, TensorType> packed = new LinkedHashMap<>();
        values.forEach((key, value) -> packed.put(key, types[value.id()]));
        final HostBlock block = HostBlock.allocate(device, graph.name() + " " + name, packed);
        values.forEach((key, value) -> {
            if (operands[value.id()] != null) {
                throw new IllegalArgumentException(
                        graph.name() + ": '" + key + "' is an input, a parameter, or an output under another name");
            }
            operands[value.id()] = block.operand(key);
        });
        return block;
    }

    private Map<String, Value> inputValues(boolean kept) {
        final Map<String, Value> values = new LinkedHashMap<>();
        for (final Source source : graph.sources()) {
            if (source instanceof Source.Input input && input.resident() == kept) {
                values.put(input.value().name(), input.value());
            }
        }
        return values;
    }

    private Map<String, Operand> named(Map<String, Value> values) {
        final Map<String, Operand> found = new HashMap<>();
        values.forEach((name, value) -> found.put(name, operands[value.id()]));
        return found;
    }

    private String[] names() {
        final String[] names = new String[types.length];
        graph.sources().forEach(s -> names[s.value().id()] = s.value().name());
        graph.nodes().forEach(n -> n.outputs().forEach(v -> names[v.id()] = v.name()));
        return names;
    }

    private List<TensorType> typesOf(List<Value> values) {
        return values.stream().map(v -> types[v.id()]).toList();
    }

    private List<Operand> operandsOf(List<Value> values) {
        return values.stream().map(v -> operands[v.id()]).toList();
    }

    private DeviceBuffer own(DeviceBuffer buffer) {
        owned.add(buffer);
        return buffer;
    }
}
