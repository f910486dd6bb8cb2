package io.samcp.simulator.nd4j;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views in both directions; no element is copied, and what one side writes the other sees. */
public final class Nd4jViews {

    private Nd4jViews() {}

    /** Memory that belongs to someone else. */
    private static final class Borrowed extends Pointer {

        Borrowed(long where, long count) {
            super((Pointer) null);
            address = where;
            limit = count;
            capacity = count;
        }
    }

    /** As long as the memory can be reached, its arena holds this, and this holds the array. */
    private record Holder(INDArray array) implements Consumer<MemorySegment> {

        @Override
        public void accept(MemorySegment memory) {
            // the array frees its memory by itself once nobody holds it
        }
    }

    /**
     * A tensor over an array. The array's memory stays alive as long as the tensor's does.
     *
     * @param array rows, columns and so on in C order without gaps
     * @throws IllegalArgumentException if it is laid out otherwise, is empty, or holds something a tensor does not
     */
    public static HostTensor tensor(INDArray array) {
        final long[] shape = array.rank() == 0 ? new long[]{1} : array.shape();
        if (array.isEmpty() || !Arrays.equals(dense(shape), array.rank() == 0 ? new long[]{1} : array.stride())) {
            throw new IllegalArgumentException("a tensor is dense and in C order, the array of shape " + Arrays.toString(array.shape())
                    + " has strides " + Arrays.toString(array.stride()) + " ('" + array.ordering() + "'); array.dup('c') copies it");
        }
        final ElementType type = typeOf(array.dataType());
        final MemorySegment memory = MemorySegment.ofAddress(array.data().address() + array.offset() * type.bytes())
                .reinterpret(array.length() * type.bytes(), Arena.ofAuto(), new Holder(array));
        return new HostTensor(type, TensorShape.of(Arrays.stream(shape).mapToInt(Math::toIntExact).toArray()), memory);
    }

    /**
     * An array over a tensor.
     *
     * @param tensor in native memory, which must outlive the array
     * @throws IllegalArgumentException if the tensor lies on the Java heap
     */
    public static INDArray array(HostTensor tensor) {
        if (!tensor.data().isNative()) {
            throw new IllegalArgumentException("ND4J needs native memory, the tensor of " + tensor.shape() + " lies on the Java heap");
        }
        final long[] shape = new long[tensor.shape().rank()];
        Arrays.setAll(shape, tensor.shape()::dim);
        return array(tensor.data(), typeOf(tensor.type()), shape, dense(shape), 'c');
    }

    /** An array over native memory with strides of its own. */
    public static INDArray array(MemorySegment memory, DataType type, long[] shape, long[] strides, char order) {
        final long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return Nd4j.create(Nd4j.createBuffer(new Borrowed(memory.address(), count), count, type), shape, strides, 0, order);
    }

    private static long[] dense(long[] shape) {
        final long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    private static ElementType typeOf(DataType type) {
        return switch (type) {
            case FLOAT -> ElementType.F32;
            case DOUBLE -> ElementType.F64;
            case HALF -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case INT -> ElementType.S32;
            case LONG -> ElementType.S64;
            case UBYTE -> ElementType.U8;
            case BOOL -> ElementType.BOOL;
            default -> throw new IllegalArgumentException("no tensor holds " + type);
        };
    }

    private static DataType typeOf(ElementType type) {
        return switch (type) {
            case F32 -> DataType.FLOAT;
            case F64 -> DataType.DOUBLE;
            case F16 -> DataType.FLOAT16;
            case BF16 -> DataType.BFLOAT16;
            case S32 -> DataType.INT32;
            case S64 -> DataType.INT64;
            case U8 -> DataType.UINT8;
            case BOOL -> DataType.BOOL;
        };
    }
}
