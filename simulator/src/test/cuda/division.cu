// Division and remainder of 32-bit, 16-bit and 8-bit integers, by variables and by constants.
extern "C" __global__ void division(const int *a, const int *b, int *out) {
    const int i = threadIdx.x;
    const int x = a[i], y = b[i];
    const unsigned ux = x, uy = y;
    int *o = out + 10 * i;
    o[0] = x / y;
    o[1] = x % y;
    o[2] = (int)(ux / uy);
    o[3] = (int)(ux % uy);
    o[4] = x / 7 + x % 1000;
    o[5] = (int)(ux / 10u + ux % 641u);
    o[6] = x / 16 + x % 16;
    o[7] = (short)x / (short)(y | 1);
    o[8] = (signed char)x * (signed char)y + (unsigned char)x % (unsigned char)(y | 1);
    o[9] = (int)__mulhi(x, y) + (int)__umulhi(ux, uy) + __mul24(x, y);
}
