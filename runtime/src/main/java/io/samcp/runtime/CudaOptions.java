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
 * @param cache folder in which assembled kernels, and what was measured about libraries, are kept between runs; empty: nothing is kept
 * @param lanes most kernels that may run side by side within one launch, at least 1
 * @param blameEachLaunch debugging: nothing is captured, and every step is waited for, so that a fault names the kernel it happened in
 * @param libraryUse which operations cuBLAS and cuDNN take over, where they are found and libraries are allowed
 */
public record CudaOptions(Optional<String> selector, Optional<Path> cache, int lanes, boolean blameEachLaunch, LibraryUse libraryUse) {

    private static final int DEFAULT_LANES = 4;

    public CudaOptions {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(libraryUse, "libraryUse");
        if (lanes < 1) {
            throw new IllegalArgumentException("a launch needs at least one lane: " + lanes);
        }
    }

    /** The first usable device; libraries where they are faster; the cache is {@code $XDG_CACHE_HOME/samcp4j} or {@code ~/.cache/samcp4j}. */
    public static CudaOptions defaults() {
        return new CudaOptions(Optional.empty(), Optional.of(userCache()), DEFAULT_LANES, false, LibraryUse.MEASURED);
    }

    /** Another device. */
    public CudaOptions withSelector(String index) {
        return new CudaOptions(Optional.of(index), cache, lanes, blameEachLaunch, libraryUse);
    }

    /** Another folder for what is kept between runs. */
    public CudaOptions withCache(Path folder) {
        return new CudaOptions(selector, Optional.of(folder), lanes, blameEachLaunch, libraryUse);
    }

    /** Another number of kernels side by side. */
    public CudaOptions withLanes(int most) {
        return new CudaOptions(selector, cache, most, blameEachLaunch, libraryUse);
    }

    /** The debugging mode. */
    public CudaOptions blamingEachLaunch() {
        return new CudaOptions(selector, cache, lanes, true, libraryUse);
    }

    /** Another use of libraries. */
    public CudaOptions withLibraries(LibraryUse use) {
        return new CudaOptions(selector, cache, lanes, blameEachLaunch, use);
    }

    private static Path userCache() {
        final String configured = System.getenv("XDG_CACHE_HOME");
        final Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("samcp4j").resolve("cuda");
    }
}
