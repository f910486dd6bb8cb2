// A barrier in shared memory: half of the block produces, the other half consumes.
#include <cuda_awbarrier_primitives.h>
extern "C" __global__ void barriers(const int *in, int *out, int rounds) {
    __shared__ __mbarrier_t full, empty;
    __shared__ int slots[32];
    const int t = threadIdx.x;
    if (t == 0) {
        __mbarrier_init(&full, 64);
        __mbarrier_init(&empty, 64);
    }
    __syncthreads();
    for (int r = 0; r < rounds; r++) {
        if (t < 32) slots[t] = in[r * 32 + t];
        __mbarrier_token_t token = __mbarrier_arrive(&full);
        while (!__mbarrier_test_wait(&full, token)) {}
        if (t >= 32) out[r * 32 + t - 32] = slots[63 - t] + r;
        token = __mbarrier_arrive(&empty);
        while (!__mbarrier_test_wait(&empty, token)) {}
    }
}
