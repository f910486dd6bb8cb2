// Forces between bodies; bodies come tile by tile through shared memory.
extern "C" __global__ void nbody(const float4 *bodies, float4 *forces, int n) {
    __shared__ float4 tile[32];
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    const float4 own = i < n ? bodies[i] : make_float4(0, 0, 0, 0);
    float3 force = make_float3(0, 0, 0);
    for (int first = 0; first < n; first += blockDim.x) {
        if (first + threadIdx.x < n) tile[threadIdx.x] = bodies[first + threadIdx.x];
        __syncthreads();
#pragma unroll 1
        for (int j = 0; j < blockDim.x && first + j < n; j++) {
            const float4 b = tile[j];
            const float dx = b.x - own.x, dy = b.y - own.y, dz = b.z - own.z;
            const float r2 = fmaf(dx, dx, fmaf(dy, dy, fmaf(dz, dz, 0.01f)));
            const float s = b.w / (r2 * sqrtf(r2));
            force.x = fmaf(s, dx, force.x);
            force.y = fmaf(s, dy, force.y);
            force.z = fmaf(s, dz, force.z);
        }
        __syncthreads();
    }
    if (i < n) forces[i] = make_float4(force.x, force.y, force.z, own.w);
}
