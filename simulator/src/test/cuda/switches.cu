// Dense and sparse switches, and a state machine over text.
__device__ int dense(int op, int a, int b) {
    switch (op) {
        case 0: return a + b;
        case 1: return a - b;
        case 2: return a * b;
        case 3: return b != 0 ? a / b : -1;
        case 4: return a & b;
        case 5: return a | (b << 1);
        case 6: a += 3;
        case 7: return a ^ b;
        case 8: return ~a;
        case 9: return min(a, b);
        default: return 1000000;
    }
}
__device__ int sparse(int x) {
    switch (x) {
        case -1000: return 1;
        case 3: return 2;
        case 777: return 3;
        case 65536: return x / 2;
        default: return 0;
    }
}
// Counts words (1), numbers (2) and comments (3) of a text.
__device__ int tokens(const char *text, int n) {
    int state = 0, words = 0, numbers = 0, comments = 0;
#pragma unroll 1
    for (int i = 0; i < n; i++) {
        const char c = text[i];
        switch (state) {
            case 0:
                if (c >= 'a' && c <= 'z') { state = 1; words++; }
                else if (c >= '0' && c <= '9') { state = 2; numbers++; }
                else if (c == '#') { state = 3; comments++; }
                break;
            case 1:
                if (c == ' ') state = 0;
                else if (c == '\\') state = 4;
                break;
            case 2:
                if (c == '.') state = 5;
                else if (c < '0' || c > '9') state = 0;
                break;
            case 3:
                if (c == '\n') state = 0;
                break;
            case 4:
                state = 1;
                break;
            case 5:
                state = c >= '0' && c <= '9' ? 5 : 0;
                break;
        }
    }
    return words | numbers << 8 | comments << 16 | state << 24;
}
extern "C" __global__ void switches(const int *in, const char *text, int length, int *out) {
    const int t = threadIdx.x;
    out[3 * t] = dense(in[3 * t], in[3 * t + 1], in[3 * t + 2]);
    out[3 * t + 1] = sparse(in[3 * t + 1]);
    out[3 * t + 2] = tokens(text + t, length - t);
}
