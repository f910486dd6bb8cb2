// Single precision: precise functions of CUDA's library, and the fast ones.
extern "C" __global__ void precise(const float *in, float *out, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const float x = in[i];
    float *o = out + 12 * i;
    o[0] = sqrtf(fabsf(x));
    o[1] = 1.0f / x;
    o[2] = expf(x * 0.01f);
    o[3] = sinf(x);
    o[4] = cosf(x);
    o[5] = logf(fabsf(x));
    o[6] = powf(fabsf(x), 0.3f);
    o[7] = tanhf(x * 0.1f);
    o[8] = cbrtf(x);
    o[9] = fmodf(x, 3.7f);
    o[10] = rintf(x) + floorf(x) + truncf(x) + roundf(x);
    o[11] = fminf(fmaxf(x, -2.0f), 100.0f) + copysignf(1.0f, x);
}
extern "C" __global__ void fast(const float *in, float *out, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const float x = in[i];
    float *o = out + 7 * i;
    o[0] = __expf(x);
    o[1] = __sinf(x);
    o[2] = __cosf(x);
    o[3] = __logf(fabsf(x) + 1.0f);
    o[4] = __fdividef(x, 3.0f);
    o[5] = rsqrtf(fabsf(x) + 0.5f);
    o[6] = __saturatef(x) + __fadd_rz(x, 0.1f) + __fmul_ru(x, 0.1f) + __fmaf_rd(x, x, 0.1f);
}
