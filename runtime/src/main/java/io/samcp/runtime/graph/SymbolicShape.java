package io.samcp.runtime.graph;

import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A shape whose sizes may be symbols.
 *
 * @param dims an {@link Integer} or a {@link String} each
 */
public record SymbolicShape(List<Object> dims) {

    public SymbolicShape {
        dims = List.copyOf(dims);
        for (final Object dim : dims) {
            if (!(dim instanceof Integer || dim instanceof String)) {
                throw new IllegalArgumentException("a size is a number or a symbol, found " + dim);
            }
        }
    }

    /** For example {@code SymbolicShape.of("H", "W", 3)}. */
    public static SymbolicShape of(Object... dims) {
        return new SymbolicShape(List.of(dims));
    }

    /** The shape in a bucket. */
    public TensorShape in(Dimensions bucket) {
        final List<Integer> sizes = new ArrayList<>();
        for (final Object dim : dims) {
            sizes.add(dim instanceof Integer n ? n : bucket.get((String) dim));
        }
        return new TensorShape(sizes);
    }
}
