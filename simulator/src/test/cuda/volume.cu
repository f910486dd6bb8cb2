// Grids and blocks of three dimensions: the sum of a voxel and its neighbours.
extern "C" __global__ void volume(const int *in, int *out, int3 size) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    const int z = blockIdx.z * blockDim.z + threadIdx.z;
    if (x >= size.x || y >= size.y || z >= size.z) return;
    int sum = 0;
    for (int dz = -1; dz <= 1; dz++)
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                const int u = x + dx, v = y + dy, w = z + dz;
                if (u >= 0 && u < size.x && v >= 0 && v < size.y && w >= 0 && w < size.z) sum += in[(w * size.y + v) * size.x + u];
            }
    out[(z * size.y + y) * size.x + x] = sum;
}
