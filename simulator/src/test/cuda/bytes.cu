// Bytes and shorts with signs, unions, arrays of bool, a search in text.
union Word { unsigned u; float f; unsigned char c[4]; short s[2]; };
extern "C" __global__ void bytes(const signed char *in, const char *text, int length, const char *word, int letters, int *out) {
    const int t = threadIdx.x;
    const signed char a = in[t];
    const unsigned char b = (unsigned char)a;
    const short s = (short)(a * 300);
    Word w;
    w.f = (float)a;
    w.c[1] ^= b;
    signed char narrow = (signed char)(a + 100);
    narrow = (signed char)(narrow << 1);
    bool seen[8];
    for (int i = 0; i < 8; i++) seen[i] = (b >> i & 1) != 0;
    seen[t & 7] = !seen[t & 7];
    int ones = 0;
    for (int i = 0; i < 8; i++) ones += seen[i] ? i + 1 : 0;
    int found = -1;
    for (int i = t; i + letters <= length && found < 0; i++) {
        int k = 0;
        while (k < letters && text[i + k] == word[k]) k++;
        if (k == letters) found = i;
    }
    int *o = out + 6 * t;
    o[0] = a + b + s;
    o[1] = (int)w.u;
    o[2] = w.s[1];
    o[3] = narrow >> 1;
    o[4] = ones;
    o[5] = found;
}
