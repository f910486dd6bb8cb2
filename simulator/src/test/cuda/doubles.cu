// Double precision.
extern "C" __global__ void doubles(const double *in, double *out, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const double x = in[i];
    double *o = out + 8 * i;
    o[0] = exp(x * 0.1);
    o[1] = log(fabs(x));
    o[2] = (x + 1.0) / (x * x + 0.25);
    o[3] = fma(x, x, -1.0);
    o[4] = sqrt(fabs(x));
    o[5] = (double)(float)x + (double)(long long)x + (double)(unsigned)fabs(x);
    o[6] = rsqrt(fabs(x) + 1.0);
    o[7] = floor(x) + ceil(x * 0.5) + __ddiv_ru(x, 3.0);
}
