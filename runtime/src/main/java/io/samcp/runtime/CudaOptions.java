package io.samcp.runtime;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a GPU is opened.
 *
 * @param selector which one: an index among the visible devices ({@code 0}), or a UUID or the beginning of one
 *        ({@code GPU-8f6c2a}, {@code MIG-41ab}); empty: the first one that can run our kernels. What is visible decides
 *        {@code CUDA_VISIBLE_DEVICES}, as for every CUDA program
 * @param cubinCache folder in which assembled kernels are kept between runs; empty: no such cache
 * @param lanes most kernels that may run side by side within one launch, at least 1
 * @param blameEachLaunch debugging: nothing is captured, and every step is waited for, so that a fault names the kernel it happened in
 */
public record CudaOptions(Optional<String> selector, Optional<Path> cubinCache, int lanes, boolean blameEachLaunch) {

    private static final int DEFAULT_LANES = 4;

    public CudaOptions {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(cubinCache, "cubinCache");
        if (lanes < 1) {
            throw new IllegalArgumentException("a launch needs at least one lane: " + lanes);
        }
    }

    /** The first usable device; assembled kernels are kept in {@code $XDG_CACHE_HOME/samcp4j} or {@code ~/.cache/samcp4j}. */
    public static CudaOptions defaults() {
        return new CudaOptions(Optional.empty(), Optional.of(userCache()), DEFAULT_LANES, false);
    }

    /** Another device. */
    public CudaOptions withSelector(String index) {
        return new CudaOptions(Optional.of(index), cubinCache, lanes, blameEachLaunch);
    }

    /** Another folder for assembled kernels. */
    public CudaOptions withCubinCache(Path folder) {
        return new CudaOptions(selector, Optional.of(folder), lanes, blameEachLaunch);
    }

    /** Another number of kernels side by side. */
    public CudaOptions withLanes(int most) {
        return new CudaOptions(selector, cubinCache, most, blameEachLaunch);
    }

    /** The debugging mode. */
    public CudaOptions blamingEachLaunch() {
        return new CudaOptions(selector, cubinCache, lanes, true);
    }

    private static Path userCache() {
        final String configured = System.getenv("XDG_CACHE_HOME");
        final Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("samcp4j").resolve("cubin");
    }
}
