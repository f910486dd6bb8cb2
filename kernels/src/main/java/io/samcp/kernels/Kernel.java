package io.samcp.kernels;

import java.util.List;

/**
 * One rung of a kernel family: how its PTX entry is called and what it costs.
 *
 * @param <S> the shape a call is made with; its constructor refuses what the kernel cannot do, naming the numbers
 */
public interface Kernel<S> {

    /** Name of the rung: stem of the {@code .ptx} file and name of its only {@code .entry}, e.g. {@code layernorm_f32_v1_warp_per_row}. */
    String name();

    /** Folder of the family below {@code ptx/}, e.g. {@code layernorm}. */
    String family();

    /** Parameters in the order of the {@code .entry}. */
    List<KernelParameter> parameters();

    /** Values of the scalar parameters, in the order in which they stand among {@link #parameters()}; buffers left out. */
    List<ScalarValue> scalars(S shape);

    /**
     * Bytes each buffer parameter must at least hold, in the order in which buffers stand among {@link #parameters()}. 0: the buffer is
     * not touched for this shape (an optional operand that is switched off); any buffer may then be bound in its place.
     */
    List<Long> bufferBytes(S shape);

    /** Grid, block and dynamic shared memory for this shape. */
    LaunchGeometry geometry(S shape);

    /** The floor: each byte counted once, and the arithmetic that the mathematics asks for. */
    Cost cost(S shape);

    /** Upper bounds on what the assembler may report; asserted for every supported architecture. */
    ResourceBudget budget();

    /** The PTX text as shipped. */
    default PtxSource source() {
        return PtxSource.of(family(), name());
    }
}
