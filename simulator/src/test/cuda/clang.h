// What the programs need of CUDA when clang compiles them without CUDA's headers.
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __noinline__ __attribute__((noinline))
#define __forceinline__ __attribute__((always_inline)) inline
#define __syncthreads() __nvvm_bar_sync(0)
struct Index {
    int x, y;
};
#define threadIdx (Index{__nvvm_read_ptx_sreg_tid_x(), __nvvm_read_ptx_sreg_tid_y()})
#define blockIdx (Index{__nvvm_read_ptx_sreg_ctaid_x(), __nvvm_read_ptx_sreg_ctaid_y()})
#define blockDim (Index{__nvvm_read_ptx_sreg_ntid_x(), __nvvm_read_ptx_sreg_ntid_y()})
#define gridDim (Index{__nvvm_read_ptx_sreg_nctaid_x(), __nvvm_read_ptx_sreg_nctaid_y()})
__device__ static inline int min(int a, int b) { return a < b ? a : b; }
