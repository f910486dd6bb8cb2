// Warp primitives.
extern "C" __global__ void warps(const int *in, int *out) {
    const int t = threadIdx.x, lane = t & 31;
    const int x = in[t];
    int *o = out + 13 * t;
    int sum = x;
    for (int d = 16; d > 0; d /= 2) sum += __shfl_xor_sync(0xFFFFFFFFu, sum, d);
    o[0] = sum;
    int scan = x;
    for (int d = 1; d < 32; d *= 2) {
        const int y = __shfl_up_sync(0xFFFFFFFFu, scan, d);
        if (lane >= d) scan += y;
    }
    o[1] = scan;
    o[2] = __shfl_down_sync(0xFFFFFFFFu, x, 3, 8);
    o[3] = __shfl_sync(0xFFFFFFFFu, x, lane * 7);
    o[4] = __ballot_sync(0xFFFFFFFFu, x > 0);
    o[5] = __any_sync(0xFFFFFFFFu, x == 5) * 2 + __all_sync(0xFFFFFFFFu, x > -1000);
    o[6] = __match_any_sync(0xFFFFFFFFu, x & 3);
    int same;
    o[7] = __match_all_sync(0xFFFFFFFFu, x >> 31, &same) * 2 + same;
    o[8] = __reduce_add_sync(0xFFFFFFFFu, x) + __reduce_max_sync(0xFFFFFFFFu, x);
    o[9] = __reduce_xor_sync(0xFFFFFFFFu, (unsigned)x);
    if (lane < 10) {
        o[10] = __popc(__activemask());
        o[11] = __shfl_sync(0x3FFu, x, 9 - lane);
    } else {
        __syncwarp(0xFFFFFC00u);
        o[10] = __reduce_min_sync(0xFFFFFC00u, (unsigned)x & 0xFFF);
        o[11] = __ballot_sync(0xFFFFFC00u, lane & 1);
    }
    double d = x * 0.25;
    d += __shfl_xor_sync(0xFFFFFFFFu, d, 1);
    o[12] = (int)(d * 4.0);
}
