package io.samcp.simulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.simulator.TextKernel;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Carry chains, bit fields, packed bytes and selection: instructions with three operands or a hidden one. */
final class WideIntegerTest {

    private static final int[] VALUES = {0, 1, -1, 2, 31, 32, 33, 63, 64, 100, 255, 0x80000000, 0x7FFFFFFF, 0x12345678, 0xDEADBEEF};

    /** Runs the text once with {@code %a, %b, %c} set; {@code %r} and {@code %s} are stored. */
    private static int[] run(String text, int a, int b, int c) {
        return TextKernel.of("", """
                    .reg .b32 %a, %b, %c, %r, %s, %x;
                    .reg .b64 %la, %lb, %lc, %lr;
                    .reg .f32 %f;
                    .reg .pred %p, %q;
                    ld.global.v2.b32 {%a, %b}, [%in];
                    ld.global.b32 %c, [%in+8];
                    mov.b64 %la, {%a, %b};
                    mov.b64 %lb, {%b, %c};
                    mov.b32 %s, 0;
                """ + text + "\n    st.global.v2.b32 [%out], {%r, %s};\n    exit;\n", 12, 8).words(1, a, b, c);
    }

    private static long pair(int[] words) {
        return words[1] * 0x100000000L + (words[0] & 0xFFFFFFFFL);
    }

    @Test
    void carriesGoOn() {
        for (final int a : VALUES) {
            for (final int b : VALUES) {
                final long x = b * 0x100000000L + (a & 0xFFFFFFFFL);
                final long y = a * 0x100000000L + (b & 0xFFFFFFFFL);
                assertEquals(x + y, pair(run("add.cc.u32 %r, %a, %b;\naddc.u32 %s, %b, %a;", a, b, 0)), "sum of " + x + " and " + y);
                assertEquals(x - y, pair(run("sub.cc.u32 %r, %a, %b;\nsubc.u32 %s, %b, %a;", a, b, 0)), x + " less " + y);
            }
        }
    }

    @Test
    void longCarriesGoOn() {
        final String text = "add.cc.u64 %lc, %la, %lb;\naddc.cc.u64 %lc, %la, %lb;\naddc.u32 %r, 0, 0;\nsub.cc.u64 %lc, %la, %lb;\nsubc.u32 %s, 0, 0;";
        for (final int a : VALUES) {
            for (final int b : VALUES) {
                final BigInteger x = new BigInteger(Long.toUnsignedString(b * 0x100000000L + (a & 0xFFFFFFFFL)));
                final BigInteger y = new BigInteger(Long.toUnsignedString(7 * 0x100000000L + (b & 0xFFFFFFFFL)));
                final BigInteger first = x.add(y);
                final int second = first.add(first.shiftRight(64)).shiftRight(64).intValue();
                final int[] out = run(text, a, b, 7);
                assertEquals(second, out[0], x + " and " + y);
                assertEquals(x.compareTo(y) < 0 ? -1 : 0, out[1], x + " less " + y);
            }
        }
    }

    @Test
    void productsWithCarry() {
        for (final int a : VALUES) {
            for (final int b : VALUES) {
                final long wanted = (a & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL) + (a & 0xFFFFFFFFL);
                assertEquals(wanted, pair(run("mad.lo.cc.u32 %r, %a, %b, %a;\nmadc.hi.u32 %s, %a, %b, 0;", a, b, 0)), a + " by " + b);
            }
        }
    }

    @Test
    void bitFieldsOfBothSizes() {
        for (final int a : new int[]{1, 0x7FFFFFFF, 0xDEADBEEF}) {
            for (final int from : new int[]{0, 7, 31, 32, 63, 64, 255, 256}) {
                for (final int count : new int[]{0, 1, 31, 33, 64, 257}) {
                    final String what = a + " from " + from + " count " + count;
                    final long wide = 0x9ABCDEF1 * 0x100000000L + (a & 0xFFFFFFFFL);
                    final String range = ", " + from + ", " + count + ";";
                    assertEquals((int) field(a, 32, from, count, true), run("bfe.s32 %r, %a" + range, a, 0, 0)[0], what);
                    assertEquals((int) field(a & 0xFFFFFFFFL, 32, from, count, false), run("bfe.u32 %r, %a" + range, a, 0, 0)[0], what);
                    final String store = "\nmov.b64 {%r, %s}, %lr;";
                    assertEquals(field(wide, 64, from, count, true), pair(run("bfe.s64 %lr, %la" + range + store, a, 0x9ABCDEF1, 0)), what);
                    assertEquals(field(wide, 64, from, count, false), pair(run("bfe.u64 %lr, %la" + range + store, a, 0x9ABCDEF1, 0)),
                            what);
                    assertEquals(inserted(wide, 5, 64, from, count), pair(run("bfi.b64 %lr, %la, 5" + range + store, a, 0x9ABCDEF1, 0)),
                            what);
                    assertEquals((int) inserted(a, 5, 32, from, count), run("bfi.b32 %r, %a, 5" + range, a, 0, 0)[0], what);
                }
            }
        }
    }

    /** Bit by bit, as the ISA writes it. */
    private static long field(long a, int size, int position, int length, boolean signed) {
        final int from = position & 0xFF;
        final int count = length & 0xFF;
        final boolean sign = signed && count != 0 && (a >>> Math.min(from + count - 1, size - 1) & 1) != 0;
        long result = 0;
        for (int i = 0; i < size; i++) {
            final boolean bit = i < count && from + i < size ? (a >>> from + i & 1) != 0 : sign;
            result |= bit ? 1L << i : 0;
        }
        return result;
    }

    private static long inserted(long a, long b, int size, int position, int length) {
        long result = b;
        for (int i = 0; i < (length & 0xFF) && (position & 0xFF) + i < size; i++) {
            final int at = (position & 0xFF) + i;
            result = result & ~(1L << at) | (a >>> i & 1) << at;
        }
        return result;
    }

    @Test
    void findsTheHighestBit() {
        for (final int a : VALUES) {
            for (final int b : VALUES) {
                final long x = b * 0x100000000L + (a & 0xFFFFFFFFL);
                final int[] out = run("bfind.u64 %r, %la;\nbfind.shiftamt.s64 %s, %la;", a, b, 0);
                assertEquals(63 - Long.numberOfLeadingZeros(x), out[0]);
                final long size = x < 0 ? ~x : x;
                assertEquals(size == 0 ? -1 : Long.numberOfLeadingZeros(size), out[1]);
            }
        }
    }

    @Test
    void dotProductsOfMixedSigns() {
        assertEquals(255 * -1 + 7, run("dp4a.u32.s32 %r, %a, %b, 7;", 0xFF, 0xFF, 0)[0]);
        assertEquals(-1 * 255 + 7, run("dp4a.s32.u32 %r, %a, %b, 7;", 0xFF, 0xFF, 0)[0]);
        assertEquals(1 + 7, run("dp4a.s32.s32 %r, %a, %b, 7;", 0xFF, 0xFF, 0)[0]);
    }

    @Test
    void permutesByMode() {
        final int a = 0x33221100;
        final int b = 0x77665544;
        final String[] modes = {"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"};
        final int[] wanted = {0x55443322, 0x77001122, 0x22222222, 0x33222222, 0x22221100, 0x11001100};
        for (int i = 0; i < modes.length; i++) {
            assertEquals(wanted[i], run("prmt.b32." + modes[i] + " %r, %a, %b, 2;", a, b, 0)[0], modes[i]);
        }
        assertEquals(0x0077FF44, run("or.b32 %b, %b, 0x00800000;\nprmt.b32 %r, %a, %b, 0x07E4;", a, b, 0)[0]);
    }

    @Test
    void selectsBySign() {
        for (final int c : VALUES) {
            assertEquals(c >= 0 ? 1 : 2, run("slct.b32.s32 %r, 1, 2, %c;", 0, 0, c)[0]);
            final float f = Float.intBitsToFloat(c);
            assertEquals(f >= 0 ? 1 : 2, run("mov.b32 %f, %c;\nslct.u64.f32 %lr, 1, 2, %f;\ncvt.u32.u64 %r, %lr;", 0, 0, c)[0]);
        }
        assertEquals(1, run("slct.b32.f32 %r, 1, 2, 0f80000000;", 0, 0, 0)[0], "-0 is not below 0");
    }

    @Test
    void setTakesAPredicateToo() {
        assertEquals(0, run("setp.eq.s32 %p, %a, 0;\nset.lt.and.u32.s32 %r, %b, %c, %p;", 1, 2, 3)[0]);
        assertEquals(-1, run("setp.eq.s32 %p, %a, 0;\nset.lt.and.u32.s32 %r, %b, %c, !%p;", 1, 2, 3)[0]);
        assertEquals(0x3F800000, run("set.lt.f32.s32 %f, %b, %c;\nmov.b32 %r, %f;", 1, 2, 3)[0]);
    }

    @Test
    void wideRegistersTakeTheSign() {
        assertEquals(-1L, pair(run("ld.global.s8 %lr, [%in];\nmov.b64 {%r, %s}, %lr;", 0xFF, 0, 0)));
        assertEquals(255L, pair(run("ld.global.u8 %lr, [%in];\nmov.b64 {%r, %s}, %lr;", 0xFF, 0, 0)));
        assertEquals(-3L, pair(run("cvt.rzi.s32.f32 %lr, 0fC0600000;\nmov.b64 {%r, %s}, %lr;", 0, 0, 0)));
    }

    @Test
    void literalsMovedAsBitsAreBits() {
        assertEquals(5L, pair(run(".reg .f64 %d;\nmov.b64 %d, 5;\nmov.b64 {%r, %s}, %d;", 0, 0, 0)));
        assertEquals(0x3F800000, run("mov.b32 %r, 0f3F800000;", 0, 0, 0)[0]);
    }
}
