package io.samcp.runtime.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of a tensor, outermost first.
 *
 * @param dims each at least 0; empty for a scalar
 */
public record TensorShape(List<Integer> dims) {

    public TensorShape {
        dims = List.copyOf(dims);
        for (final int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("negative size in shape " + dims);
            }
        }
    }

    public static TensorShape of(int... dims) {
        return new TensorShape(Arrays.stream(dims).boxed().toList());
    }

    public int rank() {
        return dims.size();
    }

    /** Size of dimension {@code i}; negative {@code i} counts from the last. */
    public int dim(int i) {
        return dims.get(i < 0 ? dims.size() + i : i);
    }

    /**
     * @throws ArithmeticException if there are more than 2^63-1 elements
     */
    public long elements() {
        long n = 1;
        for (final int dim : dims) {
            n = Math.multiplyExact(n, (long) dim);
        }
        return n;
    }

    /** For example {@code 64x3x7x7}; {@code scalar} if there is no dimension. */
    @Override
    public String toString() {
        return dims.isEmpty() ? "scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
