// Atomic operations, loops around compare-and-swap, a histogram.
extern "C" __global__ void atomics(const int *in, int *i, unsigned long long *l, float *f, double *d, int n) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    if (t >= n) return;
    const int x = in[t];
    atomicAdd(&i[0], x);
    atomicSub(&i[1], x);
    atomicMin(&i[2], x);
    atomicMax(&i[3], x);
    atomicAnd(&i[4], x);
    atomicOr(&i[5], x);
    atomicXor(&i[6], x);
    atomicInc((unsigned *)&i[7], 10u);
    atomicDec((unsigned *)&i[8], 7u);
    i[16 + t] = atomicExch(&i[9 + (t & 1)], t + 1) >= 0;
    atomicMax((unsigned *)&i[11], (unsigned)x);
    atomicAdd(&l[0], (unsigned long long)x * 3);
    atomicMax(&l[1], (unsigned long long)(unsigned)x << 8);
    atomicXor(&l[2], (unsigned long long)x << 16);
    atomicAdd(&f[0], (float)(x & 7));
    int *word = (int *)&f[1];
    int old = *(volatile int *)word;
    while (__int_as_float(old) < (float)x) {
        const int seen = atomicCAS(word, old, __float_as_int((float)x));
        if (seen == old) break;
        old = seen;
    }
    unsigned long long *wide = (unsigned long long *)&d[0];
    unsigned long long was = *(volatile unsigned long long *)wide, assumed;
    do {
        assumed = was;
        was = atomicCAS(wide, assumed, __double_as_longlong(__longlong_as_double(assumed) + x * 0.5));
    } while (assumed != was);
    atomicAdd(&d[1], 0.25);
}
extern "C" __global__ void histogram(const unsigned char *in, unsigned *out, int n) {
    __shared__ unsigned bins[64];
    for (int b = threadIdx.x; b < 64; b += blockDim.x) bins[b] = 0;
    __syncthreads();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) atomicAdd(&bins[in[i] >> 2], 1u);
    __syncthreads();
    for (int b = threadIdx.x; b < 64; b += blockDim.x) atomicAdd(&out[b], bins[b]);
}
