// Bit tricks.
extern "C" __global__ void bits(const unsigned *a, const unsigned *b, unsigned *out) {
    const int i = threadIdx.x;
    const unsigned x = a[i], y = b[i];
    unsigned *o = out + 14 * i;
    o[0] = __popc(x);
    o[1] = __clz(x);
    o[2] = __ffs(x);
    o[3] = __brev(x);
    o[4] = __byte_perm(x, y, 0x5362);
    o[5] = __byte_perm(x, y, y & 0x7777);
    o[6] = __funnelshift_l(x, y, y);
    o[7] = __funnelshift_rc(x, y, y & 63);
    o[8] = __dp4a((int)x, (int)y, 5);
    o[9] = __dp4a(x, y, 5u);
    o[10] = __sad((int)x, (int)y, 9u) + __usad(x, y, 1u);
    o[11] = __rhadd((int)x, (int)y) + __uhadd(x, y);
    o[12] = (x & y) ^ (~x & 0x12345678u) ^ (y | 0xFF00u);
    o[13] = (x >> 5 & 0x3FF) | (x << 27 | x >> 5) | ((int)(x << 9) >> 20);
}
