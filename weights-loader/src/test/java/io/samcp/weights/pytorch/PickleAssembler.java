package io.samcp.weights.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles operation by operation, as PyTorch does (protocol 2) or as an attacker might. */
final class PickleAssembler {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleAssembler() {
        op(0x80).op(2);
    }

    PickleAssembler op(int code) {
        out.write(code);
        return this;
    }

    PickleAssembler mark() {
        return op('(');
    }

    PickleAssembler tuple() {
        return op('t');
    }

    PickleAssembler reduce() {
        return op('R');
    }

    PickleAssembler emptyTuple() {
        return op(')');
    }

    PickleAssembler emptyDictionary() {
        return op('}');
    }

    PickleAssembler setItems() {
        return op('u');
    }

    PickleAssembler global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleAssembler text(String value) {
        final byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return op('X').littleEndian(bytes.length).raw(bytes);
    }

    PickleAssembler integer(int value) {
        return op('J').littleEndian(value);
    }

    PickleAssembler littleEndian(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value).array());
    }

    PickleAssembler raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    PickleAssembler integers(int... values) {
        mark();
        for (final int value : values) {
            integer(value);
        }
        return tuple();
    }

    PickleAssembler orderedDictionary() {
        return global("collections", "OrderedDict").emptyTuple().reduce();
    }

    PickleAssembler storage(String type, String key, int elements) {
        return mark().text("storage").global("torch", type).text(key).text("cpu").integer(elements).tuple().op('Q');
    }

    /** A tensor of 32-bit floats. */
    PickleAssembler floats(String key, int elements, int offset, int[] shape, int... strides) {
        return tensor("FloatStorage", key, elements, offset, shape, strides);
    }

    PickleAssembler tensor(String type, String key, int elements, int offset, int[] shape, int... strides) {
        global("torch._utils", "_rebuild_tensor_v2").mark().storage(type, key, elements).integer(offset).integers(shape).integers(strides);
        return op(0x89).orderedDictionary().tuple().reduce();
    }

    byte[] stop() {
        op('.');
        return out.toByteArray();
    }
}
