package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.runtime.tensor.HostTensor;

/** Comparison of tensors, bit by bit. */
public final class Tensors {

    private Tensors() {}

    /** Fails if type, shape or any byte differs. */
    public static void assertSame(HostTensor expected, HostTensor actual, String name) {
        assertEquals(expected.type(), actual.type(), name + ": type");
        assertEquals(expected.shape(), actual.shape(), name + ": shape");
        final long at = expected.data().mismatch(actual.data());
        assertEquals(-1, at, name + ": first byte that differs");
    }
}
