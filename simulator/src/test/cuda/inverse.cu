// The inverse of a 4x4 matrix by Gauss-Jordan with pivots, in local memory; one per thread.
extern "C" __global__ void inverse(const double *in, double *out, int n) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    if (t >= n) return;
    double a[4][8];
#pragma unroll 1
    for (int r = 0; r < 4; r++)
        for (int c = 0; c < 8; c++) a[r][c] = c < 4 ? in[16 * t + 4 * r + c] : (c - 4 == r ? 1.0 : 0.0);
#pragma unroll 1
    for (int p = 0; p < 4; p++) {
        int best = p;
        for (int r = p + 1; r < 4; r++)
            if (fabs(a[r][p]) > fabs(a[best][p])) best = r;
        for (int c = 0; c < 8; c++) {
            const double x = a[p][c];
            a[p][c] = a[best][c];
            a[best][c] = x;
        }
        const double d = a[p][p];
        for (int c = 0; c < 8; c++) a[p][c] /= d;
#pragma unroll 1
        for (int r = 0; r < 4; r++) {
            if (r == p) continue;
            const double f = a[r][p];
            for (int c = 0; c < 8; c++) a[r][c] -= f * a[p][c];
        }
    }
#pragma unroll 1
    for (int r = 0; r < 4; r++)
        for (int c = 0; c < 4; c++) out[16 * t + 4 * r + c] = a[r][4 + c];
}
