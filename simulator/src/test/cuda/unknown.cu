// Much that the engine does not know: textures, surfaces, printf, and instructions of other GPUs written by hand.
#include <cstdio>
extern "C" __global__ void unknown(cudaTextureObject_t texture, cudaSurfaceObject_t surface, float *out, int n) {
    const int i = threadIdx.x;
    if (i >= n) return;
    const float4 t = tex2D<float4>(texture, i * 0.5f, 2.0f);
    const float s = surf2Dread<float>(surface, 4 * i, 1);
    float m;
    asm volatile("multimem.ld_reduce.relaxed.sys.global.add.f32 %0, [%1];" : "=f"(m) : "l"(out) : "memory");
    unsigned v;
    asm("vadd4.u32.u32.u32 %0, %1, %2, %3;" : "=r"(v) : "r"(i), "r"(n), "r"(7));
    asm volatile("tcgen05.wait::ld.sync.aligned;");
    out[i] = t.x + s + m + v;
    if (out[i] < 0) printf("%d\n", i);
}
__device__ __noinline__ int never(int x) {
    asm volatile("stackrestore.u64 %0;" : : "l"((long long)x));
    return x;
}
extern "C" __global__ void other(int *out) { *out = never(*out); }
