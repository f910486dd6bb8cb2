// Unrolled and nested loops with break and continue.
extern "C" __global__ void loops(const int *in, int *out, int n) {
    const int t = threadIdx.x;
    int sum = 0;
#pragma unroll 4
    for (int i = 0; i < n; i++) {
        sum = sum * 31 + in[i] * t;
    }
    int primes = 0;
    for (int p = 2; p < t; p++) {
        bool composite = false;
        for (int q = 2; q * q <= p; q++) {
            if (q == 4) continue;
            if (p % q == 0) {
                composite = true;
                break;
            }
        }
        if (composite) continue;
        primes++;
    }
    int steps = 0;
    int k = t;
    do {
        k = k / 3 - 1;
        steps++;
    } while (k > 0);
    out[3 * t] = sum;
    out[3 * t + 1] = primes;
    out[3 * t + 2] = steps;
}
