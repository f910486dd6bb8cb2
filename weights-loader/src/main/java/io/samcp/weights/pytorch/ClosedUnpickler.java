package io.samcp.weights.pytorch;

import io.samcp.runtime.tensor.TensorShape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;

/**
 * Razorvine's unpickler with the doors shut: its global table of constructors is never asked, no method of any object is called by
 * reflection, no length is believed before it has been compared with what is left of the input, and no container becomes a key (hashing
 * lists of lists of lists takes time without end).
 */
final class ClosedUnpickler extends Unpickler {

    private static final int MAX_OPERATIONS = 1 << 24;

    private static final Map<String, IObjectConstructor> CONSTRUCTORS = Map.of("collections.OrderedDict", ClosedUnpickler::dictionary,
            "torch._utils._rebuild_tensor_v2", ClosedUnpickler::tensor, "torch._utils._rebuild_parameter", arguments -> arguments[0],
            "torch.Size", arguments -> arguments[0]);

    private final Map<String, StorageReference> storages = new LinkedHashMap<>();
    private SegmentInput source;
    private int operations;

    /** Reads one pickle and leaves the input behind it. */
    Object read(SegmentInput from) throws IOException {
        source = from;
        operations = 0;
        return load(from);
    }

    /** Reads one pickle that fills the segment. */
    Object read(MemorySegment segment) throws IOException {
        return read(new SegmentInput(segment));
    }

    /** All storages that were named, by key; each key has one type and one size. */
    Map<String, StorageReference> storages() {
        return Collections.unmodifiableMap(storages);
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        if (++operations > MAX_OPERATIONS) {
            throw new PickleException("more than " + MAX_OPERATIONS + " operations");
        }
        checkLength(key);
        switch (key) {
            case Opcodes.GLOBAL -> stack.add(constructor(line(), line()));
            case Opcodes.STACK_GLOBAL -> {
                if (!(stack.pop() instanceof String name) || !(stack.pop() instanceof String module)) {
                    throw new PickleException("a class whose name is not a text");
                }
                stack.add(constructor(module, name));
            }
            case Opcodes.BUILD -> stack.pop(); // state of an object: ours have none, a placeholder keeps none
            case Opcodes.INST, Opcodes.OBJ, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4, Opcodes.NEXT_BUFFER, Opcodes.READONLY_BUFFER ->
                throw new PickleException("opcode " + key + " does not occur in checkpoints");
            case Opcodes.INT, Opcodes.LONG, Opcodes.FLOAT, Opcodes.STRING, Opcodes.UNICODE, Opcodes.GET, Opcodes.PUT, Opcodes.PERSID ->
                throw new PickleException("opcode " + key + " of the text protocol does not occur in checkpoints");
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.DICT -> {
                final List<Object> values = stack.pop_all_since_marker();
                stack.add(new LinkedHashMap<>());
                fill(values);
            }
            case Opcodes.FROZENSET -> {
                final List<Object> values = stack.pop_all_since_marker();
                stack.add(new HashSet<>());
                fill(values);
            }
            case Opcodes.SETITEM -> {
                final Object value = stack.pop();
                fill(Arrays.asList(stack.pop(), value));
            }
            case Opcodes.APPEND -> fill(Collections.singletonList(stack.pop()));
            case Opcodes.SETITEMS, Opcodes.APPENDS, Opcodes.ADDITEMS -> fill(stack.pop_all_since_marker());
            default -> {
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    /** Puts values into the container on top of the stack; a placeholder swallows them. */
    @SuppressWarnings("unchecked")
    private void fill(List<Object> values) {
        switch (stack.peek()) {
            case ForeignObject _ -> {
                // what an unknown object holds is not kept
            }
            case List<?> list -> ((List<Object>) list).addAll(values);
            case HashSet<?> set -> {
                values.forEach(ClosedUnpickler::requireKey);
                ((HashSet<Object>) set).addAll(values);
            }
            case Map<?, ?> map -> {
                if (values.size() % 2 != 0) {
                    throw new PickleException("a key without a value");
                }
                for (int i = 0; i < values.size(); i += 2) {
                    requireKey(values.get(i));
                    ((Map<Object, Object>) map).put(values.get(i), values.get(i + 1));
                }
            }
            default -> throw new PickleException("values for something that holds none");
        }
    }

    private static void requireKey(Object key) {
        if (key instanceof Collection<?> || key instanceof Map<?, ?>) {
            throw new PickleException("a container as a key");
        }
    }

    /** {@code ("storage", class, key, location, elements[, view])}. */
    @Override
    protected Object persistentLoad(Object id) {
        if (!(id instanceof Object[] parts) || parts.length < 5 || !"storage".equals(parts[0]) || !(parts[1] instanceof StorageType type)
                || !(parts[2] instanceof String key) || !(parts[4] instanceof Number elements) || elements.longValue() < 0) {
            throw new PickleException("a persistent object that is not a storage of a known type");
        }
        if (parts.length > 5 && parts[5] != null) {
            throw new PickleException("storage " + key + " is a view of another storage, which no PyTorch since 0.4 writes");
        }
        final StorageReference storage = new StorageReference(key, type.element(), elements.longValue());
        final StorageReference before = storages.putIfAbsent(key, storage);
        if (before != null && !before.equals(storage)) {
            throw new PickleException("two descriptions of one storage, " + before + " and " + storage);
        }
        return storage;
    }

    private static Object constructor(String module, String name) {
        final String full = module + "." + name;
        final IObjectConstructor known = CONSTRUCTORS.get(full);
        if (known != null) {
            return known;
        }
        if (module.equals("torch")) {
            final Object storage = StorageType.named(name).orElse(null);
            if (storage != null) {
                return storage;
            }
        }
        return ForeignObject.constructor(full);
    }

    private static Object dictionary(Object[] arguments) {
        final Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.length > 0 && arguments[0] instanceof List<?> pairs) {
            for (final Object pair : pairs) {
                if (pair instanceof Object[] two && two.length == 2) {
                    requireKey(two[0]);
                    map.put(two[0], two[1]);
                }
            }
        }
        return map;
    }

    /** {@code (storage, offset, size, stride, requires_grad, hooks, ...)}. */
    private static Object tensor(Object[] arguments) {
        if (arguments.length < 4 || !(arguments[0] instanceof StorageReference storage) || !(arguments[1] instanceof Number offset)
                || !(arguments[2] instanceof Object[] sizes) || !(arguments[3] instanceof Object[] steps)) {
            throw new PickleException("a tensor that is not made from a storage, an offset, sizes and strides");
        }
        final List<Integer> shape = new ArrayList<>();
        for (final Object size : sizes) {
            shape.add(Math.toIntExact(number(size)));
        }
        final List<Long> strides = new ArrayList<>();
        for (final Object step : steps) {
            strides.add(number(step));
        }
        return new TensorView(storage, offset.longValue(), new TensorShape(shape), strides);
    }

    private static long number(Object value) {
        if (value instanceof Number n) {
            return n.longValue();
        }
        throw new PickleException("a size that is not a number");
    }

    /** Lengths stand after the opcode, little-endian, in 4 or 8 bytes. */
    private void checkLength(short key) {
        final int lengthBytes = switch (key) {
            case Opcodes.BINSTRING, Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.LONG4 -> 4;
            case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> 8;
            default -> 0;
        };
        long length = 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << Byte.SIZE | Math.max(0, source.peek(i));
        }
        if (length < 0 || length > source.remaining()) {
            throw new PickleException("a length of " + length + " bytes where " + source.remaining() + " are left");
        }
    }

    private String line() {
        final StringBuilder text = new StringBuilder();
        for (int c = source.read(); c != '\n'; c = source.read()) {
            if (c < 0) {
                throw new PickleException("the input ends inside a name");
            }
            text.append((char) c);
        }
        return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }
}
