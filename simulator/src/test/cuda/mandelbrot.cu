// Iterations of z * z + c until it leaves the circle.
extern "C" __global__ void mandelbrot(int *out, int width, int height, float x0, float y0, float step, int limit) {
    const int px = blockIdx.x * blockDim.x + threadIdx.x;
    const int py = blockIdx.y * blockDim.y + threadIdx.y;
    if (px >= width || py >= height) return;
    const float cx = x0 + px * step, cy = y0 + py * step;
    float x = 0.0f, y = 0.0f;
    int n = 0;
    while (n < limit && x * x + y * y < 4.0f) {
        const float next = x * x - y * y + cx;
        y = 2.0f * x * y + cy;
        x = next;
        n++;
    }
    out[py * width + px] = n;
}
