// Structs as parameters of a kernel, indexed by a variable.
struct Big { int a[6]; double d; signed char c; short s[3]; };
struct Range { float2 lo, hi; };

extern "C" __global__ void params(const Big big, int n, const Range range, char tag, double *out) {
    const int t = threadIdx.x;
    if (t >= n) return;
    out[4 * t] = big.a[t % 6] + big.d;
    out[4 * t + 1] = big.c * big.s[t % 3];
    out[4 * t + 2] = range.hi.y - range.lo.x;
    out[4 * t + 3] = tag;
}
