package io.samcp.weights.pytorch;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor as the pickle describes it: a strided view of a storage.
 *
 * @param storage where its elements are
 * @param offset first element
 * @param shape sizes
 * @param strides steps in elements, one for each size
 */
record TensorView(StorageReference storage, long offset, TensorShape shape, List<Long> strides) {

    TensorView {
        strides = List.copyOf(strides);
        if (strides.size() != shape.rank()) {
            throw new IllegalArgumentException("shape " + shape + " with strides " + strides);
        }
        long last = offset;
        long elements = 1;
        for (int i = 0; i < shape.rank(); i++) {
            if (strides.get(i) < 0) {
                throw new IllegalArgumentException("negative stride in " + strides);
            }
            elements = Math.multiplyExact(elements, (long) shape.dim(i));
            last = Math.addExact(last, Math.multiplyExact(strides.get(i), Math.max(0L, shape.dim(i) - 1L)));
        }
        if (offset < 0 || elements > 0 && last >= storage.elements()) {
            throw new IllegalArgumentException("shape " + shape + ", strides " + strides + ", offset " + offset
                    + " reach beyond the " + storage.elements() + " elements of storage " + storage.key());
        }
        if (elements > Math.max(storage.elements(), 1) * 64L) {
            throw new IllegalArgumentException("shape " + shape + " repeats the " + storage.elements() + " elements of storage "
                    + storage.key() + " more than 64 times");
        }
    }

    /** Copies the elements out in C order. */
    HostTensor contiguous(MemorySegment data) {
        final int size = storage.element().bytes();
        final long bytes = Math.multiplyExact(shape.elements(), (long) size);
        final MemorySegment target = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        if (isContiguous()) {
            MemorySegment.copy(data, offset * size, target, 0, bytes);
        } else {
            copy(data, target, 0, offset, 0);
        }
        return new HostTensor(storage.element(), shape, target);
    }

    /** Copies one dimension's slices; returns the next free element of the target. */
    private long copy(MemorySegment data, MemorySegment target, int dim, long from, long to) {
        final int size = storage.element().bytes();
        if (dim == shape.rank()) {
            MemorySegment.copy(data, from * size, target, to * size, size);
            return to + 1;
        }
        long next = to;
        for (int i = 0; i < shape.dim(dim); i++) {
            next = copy(data, target, dim + 1, from + i * strides.get(dim), next);
        }
        return next;
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            if (shape.dim(i) != 1 && strides.get(i) != expected) {
                return false;
            }
            expected *= shape.dim(i);
        }
        return true;
    }
}
