package io.samcp.runtime.cuda.library;

import io.samcp.runtime.LibraryWork;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import jcuda.CudaException;
import jcuda.jcublas.JCublas2;
import jcuda.jcudnn.JCudnn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** cuBLAS and cuDNN of one context, each if it is found and starts. */
public final class CudaLibraries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);

    private final Optional<CublasProducts> products;
    private final Optional<CudnnConvolutions> convolutions;
    private final String description;

    private CudaLibraries(Found<CublasProducts> blas, Found<CudnnConvolutions> dnn) {
        products = blas.library();
        convolutions = dnn.library();
        description = blas.description() + "; " + dnn.description();
    }

    private record Found<T>(Optional<T> library, String description) {}

    /**
     * Looks for the libraries. What is not there is not an error. The context must be current.
     *
     * @param unpackTo where the libraries of a redistribution on the class path go
     */
    public static CudaLibraries open(Optional<Path> unpackTo) {
        return new CudaLibraries(find("matrix products by cuBLAS ", CudaLibraryFile.CUBLAS, unpackTo, () -> {
            JCublas2.setExceptionsEnabled(true);
            return new CublasProducts();
        }, CublasProducts::version), find("convolutions by cuDNN ", CudaLibraryFile.CUDNN, unpackTo, () -> {
            JCudnn.setExceptionsEnabled(true);
            return new CudnnConvolutions();
        }, CudnnConvolutions::version));
    }

    private static <T> Found<T> find(String what, CudaLibraryFile file, Optional<Path> unpackTo, Supplier<T> start,
            Function<T, String> version) {
        if (!file.isFound(unpackTo)) {
            return new Found<>(Optional.empty(), "no " + file.soname());
        }
        try {
            final T library = start.get();
            return new Found<>(Optional.of(library), what + version.apply(library));
        } catch (CudaException | LinkageError e) {
            LOG.warn("{} is there but does not start: {}", file.soname(), e.toString());
            return new Found<>(Optional.empty(), file.soname() + " does not start (" + e.getMessage() + ")");
        }
    }

    /** What was found, or why it was not; also tells one set of versions from another. */
    public String description() {
        return description;
    }

    /**
     * Prepares an operation; the context must be current.
     *
     * @return empty if no library does it here
     * @throws CudaException if the library refuses it
     */
    public Optional<LibraryCall> prepare(LibraryWork work) {
        return switch (work) {
            case LibraryWork.Gemm gemm -> products.map(p -> p.prepare(gemm));
            case LibraryWork.Convolution convolution -> convolutions.flatMap(c -> c.prepare(convolution));
        };
    }

    /** The context must be current and alive. */
    @Override
    public void close() {
        try {
            products.ifPresent(CublasProducts::close);
            convolutions.ifPresent(CudnnConvolutions::close);
        } catch (CudaException e) {
            LOG.warn("closing the CUDA libraries: {}", e.getMessage());
        }
    }
}
