// A xorshift generator per thread, and a binary search for what it draws.
extern "C" __global__ void draws(const unsigned long long *sorted, int n, int count, unsigned long long *states, int *found) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    unsigned long long s = states[t];
    int sum = 0;
    for (int i = 0; i < count; i++) {
        s ^= s << 13;
        s ^= s >> 7;
        s ^= s << 17;
        const unsigned long long key = s >> 40;
        int lo = 0, hi = n;
        while (lo < hi) {
            const int mid = (lo + hi) / 2;
            if (sorted[mid] < key) lo = mid + 1;
            else hi = mid;
        }
        sum += lo;
    }
    states[t] = s;
    found[t] = sum;
}
