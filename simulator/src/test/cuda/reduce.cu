// A sum and a scan over a block, in dynamic shared memory.
extern __shared__ int shared[];
extern "C" __global__ void reduce(const int *in, int *out, int n) {
    const int t = threadIdx.x;
    const int i = blockIdx.x * blockDim.x + t;
    shared[t] = i < n ? in[i] : 0;
    __syncthreads();
    for (unsigned half = blockDim.x / 2; half > 0; half >>= 1) {
        if (t < half) shared[t] += shared[t + half];
        __syncthreads();
    }
    if (t == 0) out[blockIdx.x] = shared[0];
}
extern "C" __global__ void scan(const int *in, int *out, int n) {
    int *from = shared, *to = shared + blockDim.x;
    const int t = threadIdx.x;
    from[t] = t < n ? in[t] : 0;
    __syncthreads();
    for (int step = 1; step < blockDim.x; step *= 2) {
        to[t] = t >= step ? from[t] + from[t - step] : from[t];
        __syncthreads();
        int *swap = from;
        from = to;
        to = swap;
    }
    if (t < n) out[t] = from[t];
    const int positive = __syncthreads_count(t < n && in[t] > 0);
    const int any = __syncthreads_or(t < n && in[t] == 7);
    const int all = __syncthreads_and(t >= n || in[t] > -100);
    if (t == 0) {
        out[n] = positive;
        out[n + 1] = (any != 0) * 2 + (all != 0);
    }
}
