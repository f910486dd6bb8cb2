// Cooperative groups: tiles of a warp and the threads that came together.
#include <cooperative_groups.h>
namespace cg = cooperative_groups;
extern "C" __global__ void groups(const int *in, int *out, int *counter) {
    const cg::thread_block block = cg::this_thread_block();
    const cg::thread_block_tile<8> tile = cg::tiled_partition<8>(block);
    int x = in[block.thread_rank()];
    for (int d = tile.size() / 2; d > 0; d /= 2) x += tile.shfl_down(x, d);
    if (tile.thread_rank() == 0) out[tile.meta_group_rank()] = x;
    block.sync();
    if (in[block.thread_rank()] & 1) {
        const cg::coalesced_group odd = cg::coalesced_threads();
        if (odd.thread_rank() == 0) atomicAdd(counter, odd.size());
    }
}
