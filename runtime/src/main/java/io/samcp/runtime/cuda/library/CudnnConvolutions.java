package io.samcp.runtime.cuda.library;

import io.samcp.runtime.LibraryWork;
import java.util.Optional;
import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnHandle;
import jcuda.runtime.cudaStream_t;

/** Convolutions by cuDNN, channels last: in fp32 without tensor cores, of rounded operands on those for tf32. */
final class CudnnConvolutions implements AutoCloseable {

    private final cudnnHandle handle = new cudnnHandle();

    /** The context must be current. */
    CudnnConvolutions() {
        JCudnn.cudnnCreate(handle);
    }

    /** Such as 9.5.1. */
    String version() {
        final long version = JCudnn.cudnnGetVersion();
        return version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
    }

    /** Empty if the library has no algorithm that gives the same bits on every run. */
    Optional<LibraryCall> prepare(LibraryWork.Convolution work) {
        final CudnnConvolution convolution = new CudnnConvolution(this, work);
        boolean usable = false;
        try {
            usable = convolution.chooseAlgorithm(handle);
        } finally {
            if (!usable) {
                convolution.close();
            }
        }
        return usable ? Optional.of(convolution) : Optional.empty();
    }

    /** A handle has one stream at a time. */
    synchronized int run(CudnnConvolution convolution, CUstream stream, Pointer workspace) {
        JCudnn.cudnnSetStream(handle, new cudaStream_t(stream));
        return convolution.run(handle, workspace);
    }

    @Override
    public synchronized void close() {
        JCudnn.cudnnDestroy(handle);
    }
}
