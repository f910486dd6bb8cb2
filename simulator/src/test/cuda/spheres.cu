// The nearest of some spheres along a ray; the spheres lie in constant memory.
struct Sphere { float3 centre; float radius; int colour; };
__constant__ Sphere spheres_[3] = {{{0, 0, 5}, 1.5f, 11}, {{1, 1, 4}, 0.5f, 22}, {{-2, 0, 9}, 3.0f, 33}};
__device__ float hit(const Sphere &s, float dx, float dy, float dz) {
    const float b = dx * s.centre.x + dy * s.centre.y + dz * s.centre.z;
    const float c = s.centre.x * s.centre.x + s.centre.y * s.centre.y + s.centre.z * s.centre.z - s.radius * s.radius;
    const float disc = b * b - c;
    return disc < 0.0f ? -1.0f : b - sqrtf(disc);
}
extern "C" __global__ void spheres(float *distance, int *colour, int width) {
    const int x = threadIdx.x, y = blockIdx.x;
    float dx = (x - width / 2) * 0.1f, dy = (y - 4) * 0.1f, dz = 1.0f;
    const float length = sqrtf(dx * dx + dy * dy + dz * dz);
    dx /= length;
    dy /= length;
    dz /= length;
    float nearest = __int_as_float(0x7f800000);
    int best = -1;
    for (const Sphere &s : spheres_) {
        const float at = hit(s, dx, dy, dz);
        if (at > 0.0f && at < nearest) {
            nearest = at;
            best = s.colour;
        }
    }
    distance[y * width + x] = nearest;
    colour[y * width + x] = best;
}
