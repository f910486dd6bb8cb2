package io.samcp.runtime.cuda.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A library that JCuda's natives are linked against. It is looked for where the dynamic linker looks, and then among the resources of
 * {@code org.bytedeco:cuda} (Maven profile {@code cuda-redist}), which are unpacked once.
 */
enum CudaLibraryFile {
    /** cuBLAS of CUDA 12. */
    CUBLAS("libcublas.so.12", List.of("libcublasLt.so.12", "libcublas.so.12")),
    /** cuDNN 9; it loads most of its parts by itself, from beside the first. */
    CUDNN("libcudnn.so.9",
            List.of("libcublasLt.so.12", "libcublas.so.12", "libnvrtc-builtins.so.12.6", "libnvrtc.so.12", "libcudnn_graph.so.9",
                    "libcudnn_engines_precompiled.so.9", "libcudnn_engines_runtime_compiled.so.9", "libcudnn_heuristic.so.9",
                    "libcudnn_ops.so.9",
                    "libcudnn_cnn.so.9", "libcudnn_adv.so.9", "libcudnn.so.9"));

    private static final Logger LOG = LoggerFactory.getLogger(CudaLibraryFile.class);
    private static final String RESOURCES = "org/bytedeco/cuda/linux-x86_64/";

    private final String soname;
    private final List<String> files;

    CudaLibraryFile(String soname, List<String> files) {
        this.soname = soname;
        this.files = files;
    }

    /** What the dynamic linker calls it. */
    String soname() {
        return soname;
    }

    /** True if the dynamic linker finds it now. */
    boolean isFound(Optional<Path> unpackTo) {
        return isLinked() || unpackTo.isPresent() && isUnpacked(unpackTo.get()) && isLinked();
    }

    private boolean isLinked() {
        try {
            SymbolLookup.libraryLookup(soname, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isUnpacked(Path folder) {
        if (ClassLoader.getSystemResource(RESOURCES + soname) == null) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            for (final String file : files) {
                unpack(file, folder);
            }
            System.load(folder.resolve(soname).toString());
            return true;
        } catch (IOException | LinkageError e) {
            LOG.warn("{} on the class path cannot be used: {}", soname, e.toString());
            return false;
        }
    }

    private static void unpack(String file, Path folder) throws IOException {
        final Path target = folder.resolve(file);
        if (Files.exists(target)) {
            return;
        }
        try (InputStream in = ClassLoader.getSystemResourceAsStream(RESOURCES + file)) {
            if (in == null) {
                throw new IOException("no " + file + " among its resources");
            }
            LOG.info("unpacking {} into {}, once", file, folder);
            final Path temporary = Files.createTempFile(folder, file, ".tmp");
            try {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
