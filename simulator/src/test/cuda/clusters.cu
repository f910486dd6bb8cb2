// A histogram whose bins are spread over the shared memory of a cluster's blocks.
#include <cooperative_groups.h>

namespace cg = cooperative_groups;

extern "C" __global__ void __cluster_dims__(4, 1, 1) clusters(const int *values, int *histogram, int *next, int n) {
    __shared__ int bins[64];
    cg::cluster_group cluster = cg::this_cluster();
    bins[threadIdx.x] = 0;
    cluster.sync();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
        const int v = values[i] & 255;
        atomicAdd(cluster.map_shared_rank(bins, v / 64) + v % 64, 1);
    }
    cluster.sync();
    atomicAdd(histogram + cluster.block_rank() * 64 + threadIdx.x, bins[threadIdx.x]);
    const unsigned other = (cluster.block_rank() + 1) % cluster.num_blocks();
    const int *theirs = cluster.map_shared_rank(bins, other);
    const int seen = theirs[63 - threadIdx.x];
    __cluster_barrier_arrive();
    next[blockIdx.x * blockDim.x + threadIdx.x] = seen + 1000000 * cluster.query_shared_rank(theirs);
    __cluster_barrier_wait();
}
