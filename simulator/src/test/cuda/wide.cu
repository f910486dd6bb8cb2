// 64-bit integers: high products, divisions, remainders, shifts, a modular power.
__device__ unsigned long long power(unsigned long long base, unsigned e, unsigned long long m) {
    unsigned long long r = 1;
    base %= m;
    for (; e; e >>= 1) {
        if (e & 1) r = r * base % m;
        base = base * base % m;
    }
    return r;
}
extern "C" __global__ void wide(const long long *a, const long long *b, long long *out, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const long long x = a[i], y = b[i];
    const unsigned long long ux = x, uy = y;
    long long *o = out + 12 * i;
    o[0] = __mul64hi(x, y);
    o[1] = __umul64hi(ux, uy);
    o[2] = x / y;
    o[3] = x % y;
    o[4] = ux / uy;
    o[5] = ux % uy;
    o[6] = x << (y & 63);
    o[7] = x >> (y & 63);
    o[8] = ux >> (uy & 63);
    o[9] = power(ux, (unsigned)uy & 0xFFFF, 4294967291ULL);
    o[10] = __umulhi((unsigned)ux, (unsigned)uy) + ((long long)(int)x * (int)y) + (unsigned long long)(unsigned)x * (unsigned)y;
    o[11] = x / 10 + ux % 1000000007ULL + llabs(x) + min(x, y) + __popcll(ux) + __clzll(x) + __ffsll(y);
}
