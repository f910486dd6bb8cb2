package io.samcp.runtime.cuda.library;

import io.samcp.kernels.Precision;
import io.samcp.runtime.LibraryWork;
import jcuda.Pointer;
import jcuda.cudaDataType;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasComputeType;
import jcuda.jcublas.cublasGemmAlgo;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;
import jcuda.runtime.cudaStream_t;

/** Matrix products by cuBLAS: in fp32 without tensor cores, of rounded operands on those for tf32. */
final class CublasProducts implements AutoCloseable {

    /**
     * What NVIDIA's documentation of {@code cublasSetWorkspace} recommends for compute capability 9.0. With a fixed size the same kernels
     * are chosen on every run, and a captured call allocates nothing.
     */
    private static final long WORKSPACE_BYTES = 32L << 20;

    private static final Pointer ONE = Pointer.to(new float[]{1});
    private static final Pointer ZERO = Pointer.to(new float[]{0});

    private final cublasHandle handle = new cublasHandle();

    /** The context must be current. */
    CublasProducts() {
        JCublas2.cublasCreate(handle);
    }

    /** Such as 12.6.4. */
    String version() {
        final int[] version = new int[1];
        JCublas2.cublasGetVersion(handle, version);
        return version[0] / 10_000 + "." + version[0] / 100 % 100 + "." + version[0] % 100;
    }

    LibraryCall prepare(LibraryWork.Gemm work) {
        return new Product(work, DevicePointer.of(work.a()), DevicePointer.of(work.b()), DevicePointer.of(work.y()));
    }

    /** A handle has one stream at a time. */
    private synchronized int multiply(Product p, CUstream stream, Pointer workspace) {
        JCublas2.cublasSetStream(handle, new cudaStream_t(stream));
        JCublas2.cublasSetWorkspace(handle, workspace, WORKSPACE_BYTES);
        final LibraryWork.Gemm w = p.work;
        // Row-major y = a bT is column-major yT = b aT: the library sees [k, n] transposed, times [k, m].
        return JCublas2.cublasGemmEx_new(handle, cublasOperation.CUBLAS_OP_T, cublasOperation.CUBLAS_OP_N, w.n(), w.m(), w.k(), ONE, p.b,
                cudaDataType.CUDA_R_32F, w.k(), p.a, cudaDataType.CUDA_R_32F, w.k(), ZERO, p.y, cudaDataType.CUDA_R_32F, w.n(),
                w.precision() == Precision.FP32
                        ? cublasComputeType.CUBLAS_COMPUTE_32F
                        : cublasComputeType.CUBLAS_COMPUTE_32F_FAST_TF32,
                cublasGemmAlgo.CUBLAS_GEMM_DEFAULT);
    }

    @Override
    public synchronized void close() {
        JCublas2.cublasDestroy(handle);
    }

    /** One product. */
    private final class Product implements LibraryCall {

        private final LibraryWork.Gemm work;
        private final CUdeviceptr a;
        private final CUdeviceptr b;
        private final CUdeviceptr y;

        Product(LibraryWork.Gemm work, CUdeviceptr a, CUdeviceptr b, CUdeviceptr y) {
            this.work = work;
            this.a = a;
            this.b = b;
            this.y = y;
        }

        @Override
        public String function() {
            return "cublasGemmEx";
        }

        @Override
        public boolean leavesEpilogue() {
            return true;
        }

        @Override
        public long workspaceBytes() {
            return WORKSPACE_BYTES;
        }

        @Override
        public int queue(CUstream stream, Pointer workspace) {
            return multiply(this, stream, workspace);
        }

        @Override
        public void close() {
            // a product holds nothing but addresses
        }
    }
}
