// SHA-256 of one block of 64 bytes per thread, padding included by the caller; the constants come as an argument.
__device__ __forceinline__ unsigned rotate(unsigned x, int n) { return x >> n | x << (32 - n); }
extern "C" __global__ void sha256(const unsigned *blocks, const unsigned *k, unsigned *out) {
    const int t = threadIdx.x;
    unsigned w[16];
    for (int i = 0; i < 16; i++) w[i] = __byte_perm(blocks[16 * t + i], 0, 0x0123);
    const unsigned start[8] = {0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au, 0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u};
    unsigned a = start[0], b = start[1], c = start[2], d = start[3], e = start[4], f = start[5], g = start[6], h = start[7];
#pragma unroll 1
    for (int i = 0; i < 64; i++) {
        if (i >= 16) {
            const unsigned x = w[(i + 1) & 15], y = w[(i + 14) & 15];
            w[i & 15] += (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + w[(i + 9) & 15] + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
        }
        const unsigned u = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i & 15];
        const unsigned v = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = d + u; d = c; c = b; b = a; a = u + v;
    }
    unsigned *o = out + 8 * t;
    o[0] = a + start[0]; o[1] = b + start[1]; o[2] = c + start[2]; o[3] = d + start[3];
    o[4] = e + start[4]; o[5] = f + start[5]; o[6] = g + start[6]; o[7] = h + start[7];
}
