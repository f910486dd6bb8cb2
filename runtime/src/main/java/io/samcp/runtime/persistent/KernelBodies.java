package io.samcp.runtime.persistent;

import io.samcp.runtime.KernelWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of kernels, each made once. */
final class KernelBodies {

    private final Map<Key, Optional<KernelBody>> known = new HashMap<>();

    private record Key(String kernel, int threads) {}

    /** The body of a launch's kernel; none if there is something in its text that only a launch of its own can give it. */
    Optional<KernelBody> of(KernelWork<?> work) {
        return KernelBody.isOneDimensional(PhaseTable.geometry(work))
                ? known.computeIfAbsent(new Key(work.kernel().name(), PhaseTable.geometry(work).blockX()),
                        key -> KernelBody.of(work.kernel(), key.threads()))
                : Optional.empty();
    }
}
