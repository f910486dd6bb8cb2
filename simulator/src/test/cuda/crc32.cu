// CRC-32 with a table that the block makes in shared memory.
extern "C" __global__ void crc32(const unsigned char *in, int bytes, unsigned *out) {
    __shared__ unsigned table[256];
    for (unsigned i = threadIdx.x; i < 256; i += blockDim.x) {
        unsigned c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xEDB88320u : c >> 1;
        table[i] = c;
    }
    __syncthreads();
    unsigned c = ~0u;
#pragma unroll 2
    for (int i = 0; i < bytes; i++) c = table[(c ^ in[threadIdx.x * bytes + i]) & 255] ^ c >> 8;
    out[threadIdx.x] = ~c;
}
