package io.samcp.runtime;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import java.util.List;

/**
 * A launch of one of our kernels.
 *
 * @param label which part of the model asked for it
 * @param kernel the rung
 * @param shape sizes and options
 * @param buffers one per buffer parameter of the kernel, in its order
 * @param <S> the kernel's shape
 */
public record KernelWork<S>(String label, Kernel<S> kernel, S shape, List<DeviceBuffer> buffers) implements Work {

    /**
     * @throws IllegalArgumentException if the number of buffers is wrong, or one is smaller than the kernel's contract asks for
     */
    public KernelWork {
        buffers = List.copyOf(buffers);
        final List<KernelParameter> wanted = kernel.parameters().stream().filter(p -> p.kind().isBuffer()).toList();
        if (buffers.size() != wanted.size()) {
            throw new IllegalArgumentException(
                    label + ": " + kernel.name() + " takes " + wanted.size() + " buffers, got " + buffers.size() + ": " + buffers);
        }
        final List<Long> bytes = kernel.bufferBytes(shape);
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i).bytes() < bytes.get(i)) {
                throw new IllegalArgumentException(label + ": " + kernel.name() + " needs " + bytes.get(i) + " bytes for '"
                        + wanted.get(i).name() + "' with " + shape + ", got " + buffers.get(i));
            }
        }
    }
}
