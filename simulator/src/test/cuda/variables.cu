// Variables of the module: arrays with values, constant tables, pointers to variables, structs, one that the kernel changes.
struct Entry { const char *name; int value; double weight; };
__device__ int primes[8] = {2, 3, 5, 7, 11, 13, 17, 19};
__device__ const short narrow[4] = {-1, 300, -32768, 7};
__constant__ float table[4] = {0.5f, -1.25f, 3.0f, 1e-3f};
__constant__ double scale = 2.5;
__device__ int *pointer = primes + 3;
__device__ const Entry entries[3] = {{"one", 1, 0.25}, {"three", 3, -0.5}, {"eleven", 11, 8.0}};
__device__ unsigned long long total = 40;
__device__ bool flags[3] = {true, false, true};
static __device__ char letters[] = "variables";
extern "C" __global__ void variables(double *out) {
    const int t = threadIdx.x;
    double *o = out + 6 * t;
    o[0] = primes[t & 7] + pointer[t & 3];
    o[1] = narrow[t & 3] * scale;
    o[2] = table[(t + 1) & 3];
    const Entry &e = entries[t % 3];
    int length = 0;
    while (e.name[length]) length++;
    o[3] = length * 100 + e.value + e.weight;
    o[4] = flags[t % 3] ? letters[t % 9] : -1;
    atomicAdd(&total, 2ULL);
    __syncthreads();
    o[5] = (double)*(volatile unsigned long long *)&total;
}
