package io.samcp.runtime;

import java.util.List;

/**
 * Many launches as one: a kernel whose blocks stay and go through the others' blocks, phase after phase.
 *
 * @param label which part of the model asked for it
 * @param parts the launches it takes the place of; what they touch it touches
 * @param launch the one launch
 */
public record PersistentWork(String label, List<KernelWork<?>> parts, KernelWork<?> launch) implements Work {

    public PersistentWork {
        parts = List.copyOf(parts);
    }
}
