package io.samcp.runtime.graph;

import io.samcp.kernels.Kernel;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.LibraryWork;
import java.util.List;

/** Where an {@link Operation} finds its operands and puts its device work. */
public interface Lowering {

    /** The node's label. */
    String label();

    /** The bucket. */
    Dimensions dims();

    /** Operand {@code i}. */
    Operand input(int i);

    /** Types of the operands. */
    List<TensorType> inputTypes();

    /** Number of operands. */
    int inputs();

    /** Result {@code i}. */
    Operand output(int i);

    /** Temporary tensor {@code i}. */
    Operand scratch(int i);

    /** Tensor {@code i} that belongs to the node as long as the plan lives. */
    Operand state(int i);

    /** Something to bind for an optional operand that is switched off. */
    DeviceBuffer unused();

    /** Adds a launch. */
    <S> void kernel(Kernel<S> kernel, S shape, DeviceBuffer... buffers);

    /** Adds a library call if libraries are allowed and the device prefers it to the kernel that computes the same, else the kernel. */
    <S> void libraryOr(LibraryWork library, Kernel<S> kernel, S shape, DeviceBuffer... buffers);

    /** Adds a copy of all of {@code from} to the start of {@code to}. */
    void copy(DeviceBuffer from, DeviceBuffer to);

    /** Adds a fill with zero bytes. */
    void zero(DeviceBuffer target);
}
