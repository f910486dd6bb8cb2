// Copies to shared memory that go on while the block computes, in two stages.
#include <cuda_pipeline.h>
extern "C" __global__ void pipeline(const float4 *in, float4 *out, int tiles) {
    __shared__ float4 stage[2][64];
    const int t = threadIdx.x;
    __pipeline_memcpy_async(&stage[0][t], &in[t], sizeof(float4));
    __pipeline_commit();
#pragma unroll 1
    for (int k = 0; k < tiles; k++) {
        if (k + 1 < tiles) {
            __pipeline_memcpy_async(&stage[(k + 1) & 1][t], &in[(k + 1) * 64 + t], sizeof(float4));
            __pipeline_commit();
            __pipeline_wait_prior(1);
        } else {
            __pipeline_wait_prior(0);
        }
        __syncthreads();
        const float4 v = stage[k & 1][63 - t];
        out[k * 64 + t] = make_float4(v.x * 2.0f, v.y + 1.0f, v.z, v.w);
        __syncthreads();
    }
}
