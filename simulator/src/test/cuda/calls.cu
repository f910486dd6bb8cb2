// Device functions that are called: structs by value, results of every kind, a chain of calls, pointers to locals.
struct Vec { float x, y, z; };
struct Pair { long long first; char second; };

__noinline__ __device__ Vec cross(Vec a, Vec b) {
    return Vec{a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
__noinline__ __device__ float dot(const Vec &a, const Vec &b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
__noinline__ __device__ Pair pair(short s, char c) { return Pair{(long long)s * 1000003LL, (char)(c + 1)}; }
__noinline__ __device__ void swap(int *a, int *b) { int t = *a; *a = *b; *b = t; }
__noinline__ __device__ int third(int x) { return x < 0 ? -x * 3 : x + 7; }
__noinline__ __device__ int second(int x) { return third(x) ^ third(x - 5); }
__noinline__ __device__ int first(int x, int y) { return x > y ? second(x) : second(y) * 2; }
__noinline__ __device__ bool odd(unsigned char c) { return c & 1; }
__noinline__ __device__ double half(double d) { return d * 0.5; }

extern "C" __global__ void calls(const float *in, float *real, int *whole) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    const Vec a{in[t], in[t + 1], in[t + 2]};
    const Vec b{in[t + 3], in[t + 4], in[t + 5]};
    const Vec c = cross(a, b);
    real[3 * t] = c.x;
    real[3 * t + 1] = dot(c, b);
    real[3 * t + 2] = (float)half(a.x);
    const Pair p = pair((short)(t * 257), (char)t);
    int u = (int)p.first;
    int v = p.second;
    if (odd((unsigned char)t)) {
        swap(&u, &v);
    }
    whole[3 * t] = u;
    whole[3 * t + 1] = v;
    whole[3 * t + 2] = first(t - 20, 10 - t);
}
