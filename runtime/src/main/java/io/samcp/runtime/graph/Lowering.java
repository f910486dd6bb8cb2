package io.samcp.runtime.graph;

import io.samcp.kernels.Kernel;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.LibraryWork;

/** Where an {@link Operation} finds its operands and puts its device work. */
public interface Lowering {

    /** The node's label. */
    String label();

    /** The bucket. */
    Dimensions dims();

    /** Operand {@code i}. */
    Operand input(int i);

    /** Number of operands. */
    int inputs();

    /** Result {@code i}. */
    Operand output(int i);

    /** Temporary tensor {@code i}. */
    Operand scratch(int i);

    /** Something to bind for an optional operand that is switched off. */
    DeviceBuffer unused();

    /** True if libraries are allowed and the device expects to gain by this one. */
    boolean prefersLibrary(LibraryWork work);

    /** Adds a launch. */
    <S> void kernel(Kernel<S> kernel, S shape, DeviceBuffer... buffers);

    /** Adds a library call. */
    void library(LibraryWork work);

    /** Adds a copy of all of {@code from} to the start of {@code to}. */
    void copy(DeviceBuffer from, DeviceBuffer to);

    /** Adds a fill with zero bytes. */
    void zero(DeviceBuffer target);
}
