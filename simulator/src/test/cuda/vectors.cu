// Loads and stores of vectors of every kind.
extern "C" __global__ void vectors(const float4 *f, const int2 *i, const uchar4 *c, const short2 *s, const double2 *d, float4 *of, int4 *oi,
        uchar4 *oc, double2 *od, longlong2 *ol) {
    const int t = threadIdx.x;
    const float4 a = f[t];
    const int2 b = i[t];
    const uchar4 e = c[t];
    const short2 g = s[t];
    const double2 h = d[t];
    of[t] = make_float4(a.w, a.z + 1.0f, a.y, a.x);
    oi[t] = make_int4(b.y, b.x, g.x * g.y, e.x + e.w);
    oc[t] = make_uchar4(e.w, (unsigned char)(e.z + e.y), (unsigned char)g.x, (unsigned char)b.x);
    od[t] = make_double2(h.y - h.x, h.x * 0.5);
    ol[t] = make_longlong2((long long)b.x << 20, (long long)b.y - 1);
}
