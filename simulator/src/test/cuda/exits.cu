// Threads that leave early, and loops of different length in one warp (Collatz).
extern "C" __global__ void exits(const unsigned *in, int *out, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned long long x = in[i];
    if (x == 0) {
        out[i] = -1;
        return;
    }
    int steps = 0;
    while (x != 1) {
        if (steps > 200) {
            out[i] = -2;
            return;
        }
        x = x & 1 ? 3 * x + 1 : x >> 1;
        steps++;
    }
    out[i] = steps;
}
