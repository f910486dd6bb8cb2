package io.samcp.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for an NVIDIA driver without loading it.
 *
 * @param library where {@code libcuda.so.1} lies, if it does
 * @param version the kernel module's version line, if it is loaded
 */
public record NvidiaDriver(Optional<Path> library, Optional<String> version) {

    private static final List<String> FOLDERS = List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/cuda/compat",
            "/usr/lib/wsl/lib", "/run/opengl-driver/lib");

    /** Looks in the usual folders and in {@code LD_LIBRARY_PATH}. */
    public static NvidiaDriver probe() {
        final String extra = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        final Optional<Path> library = Stream.concat(Stream.of(extra.split(":")).filter(s -> !s.isBlank()), FOLDERS.stream())
                .map(folder -> Path.of(folder, "libcuda.so.1")).filter(Files::exists).findFirst();
        return new NvidiaDriver(library, firstLine(Path.of("/proc/driver/nvidia/version")));
    }

    /** One line for logs and {@code samcp doctor}. */
    public String summary() {
        if (library.isEmpty()) {
            return "no NVIDIA driver (libcuda.so.1 not found), so kernels run on the PTX engine";
        }
        return "NVIDIA driver at " + library.get() + version.map(v -> " (" + v + ")").orElse("");
    }

    private static Optional<String> firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
