// A bitonic sort in shared memory.
extern "C" __global__ void bitonic(unsigned *data) {
    __shared__ unsigned a[256];
    const unsigned t = threadIdx.x;
    a[t] = data[t];
    __syncthreads();
    for (unsigned k = 2; k <= blockDim.x; k <<= 1) {
        for (unsigned j = k >> 1; j > 0; j >>= 1) {
            const unsigned other = t ^ j;
            if (other > t) {
                const bool up = (t & k) == 0;
                if ((a[t] > a[other]) == up) {
                    const unsigned x = a[t];
                    a[t] = a[other];
                    a[other] = x;
                }
            }
            __syncthreads();
        }
    }
    data[t] = a[t];
}
