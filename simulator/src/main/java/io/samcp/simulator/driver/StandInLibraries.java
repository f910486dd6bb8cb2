package io.samcp.simulator.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * Stand-ins of {@code libcublas.so.12} and {@code libcudnn.so.9}: the functions this project calls, computed in plain loops in double. Two
 * operations that share a workspace at the same time spoil each other's results, as they do on a device.
 */
public final class StandInLibraries {

    private final MethodHandle productCalls;
    private final MethodHandle productsRefuse;
    private final MethodHandle productsLive;
    private final MethodHandle convolutionCalls;
    private final MethodHandle convolutionsRefuse;
    private final MethodHandle convolutionsLive;

    StandInLibraries(NativeBuild build, String driver) {
        final SymbolLookup cublas = load(build.library("libcublas.so.12", List.of("cublas.c"), List.of("library.h"), List.of(driver)));
        final SymbolLookup cudnn = load(build.library("libcudnn.so.9", List.of("cudnn.c"), List.of("library.h"), List.of(driver)));
        productCalls = bind(cublas, "cublas_calls", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        productsRefuse = bind(cublas, "cublas_refuse", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
        productsLive = bind(cublas, "cublas_live", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        convolutionCalls = bind(cudnn, "cudnn_calls", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        convolutionsRefuse = bind(cudnn, "cudnn_refuse", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
        convolutionsLive = bind(cudnn, "cudnn_live", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    }

    private static SymbolLookup load(Path library) {
        System.load(library.toString());
        return SymbolLookup.libraryLookup(library, Arena.global());
    }

    /** Matrix products queued so far. */
    public long products() {
        return (long) call(productCalls);
    }

    /** Convolutions queued so far. */
    public long convolutions() {
        return (long) call(convolutionCalls);
    }

    /** The k-th product from now is refused; 0 takes it back. */
    public void refuseProduct(long k) {
        call(productsRefuse, k);
    }

    /** The k-th convolution from now is refused; 0 takes it back. */
    public void refuseConvolution(long k) {
        call(convolutionsRefuse, k);
    }

    /** Handles and descriptors that were made and not given back. */
    public long live() {
        return (long) call(productsLive) + (long) call(convolutionsLive);
    }

    private static MethodHandle bind(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.find("samcp_standin_" + name).orElseThrow(), descriptor);
    }

    private static Object call(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into a stand-in library failed", e);
        }
    }
}
