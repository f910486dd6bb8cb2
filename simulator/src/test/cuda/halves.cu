// Half precision and bfloat16.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
extern "C" __global__ void halves(const __half2 *a, const __half2 *b, __half2 *out, float *wide, __nv_bfloat16 *narrow, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const __half2 x = a[i], y = b[i];
    out[5 * i] = __hadd2(x, y);
    out[5 * i + 1] = __hmul2(x, y);
    out[5 * i + 2] = __hfma2(x, y, x);
    out[5 * i + 3] = __hmax2(__hneg2(x), y);
    out[5 * i + 4] = __halves2half2(__hsub(__low2half(x), __high2half(y)), __float2half(0.1f));
    const float2 f = __half22float2(x);
    wide[3 * i] = f.x * f.y;
    wide[3 * i + 1] = __hlt(__low2half(x), __low2half(y)) ? 1.0f : 0.0f;
    wide[3 * i + 2] = (float)__half2int_rn(__high2half(x));
    const __nv_bfloat16 p = __float2bfloat16(f.x);
    const __nv_bfloat16 q = __float2bfloat16(f.y);
    narrow[3 * i] = __hfma(p, q, p);
    narrow[3 * i + 1] = __float2bfloat16(__bfloat162float(p) * 3.0f);
    narrow[3 * i + 2] = __hmax(p, q);
}
