// Arrays in local memory: an insertion sort, and a quicksort with a stack of its own.
extern "C" __global__ void locals(const int *in, int *sorted, int *quick) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    int a[16];
#pragma unroll 2
    for (int i = 0; i < 16; i++) {
        a[i] = in[16 * t + i];
    }
    int b[16];
#pragma unroll 2
    for (int i = 0; i < 16; i++) {
        b[i] = a[i] ^ (t & 3);
    }
#pragma unroll 1
    for (int i = 1; i < 16; i++) {
        const int key = a[i];
        int j = i - 1;
        while (j >= 0 && a[j] > key) {
            a[j + 1] = a[j];
            j--;
        }
        a[j + 1] = key;
    }
    short stack[32];
    int top = 0;
    stack[top++] = 0;
    stack[top++] = 15;
    while (top > 0) {
        const int hi = stack[--top];
        const int lo = stack[--top];
        if (lo >= hi) continue;
        const int pivot = b[(lo + hi) >> 1];
        int i = lo, j = hi;
        while (i <= j) {
            while (b[i] < pivot) i++;
            while (b[j] > pivot) j--;
            if (i <= j) {
                const int x = b[i];
                b[i++] = b[j];
                b[j--] = x;
            }
        }
        stack[top++] = lo;
        stack[top++] = j;
        stack[top++] = i;
        stack[top++] = hi;
    }
#pragma unroll 2
    for (int i = 0; i < 16; i++) {
        sorted[16 * t + i] = a[i];
        quick[16 * t + i] = b[i];
    }
}
