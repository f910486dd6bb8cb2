// One generation of Conway's life on a torus, a byte per cell.
extern "C" __global__ void life(const unsigned char *in, unsigned char *out, int width, int height) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= width * height) return;
    const int x = i % width, y = i / width;
    int alive = 0;
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
            if (dx != 0 || dy != 0) alive += in[(y + dy + height) % height * width + (x + dx + width) % width];
    out[i] = alive == 3 || (alive == 2 && in[i]);
}
