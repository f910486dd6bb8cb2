package io.samcp.simulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.simulator.TextKernel;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding modes, flushing and saturation, against exact arithmetic. */
final class RoundingTest {

    private static final float[] FLOATS = {1, -1, 3, -3, 1e-3f, 0.1f, 1 / 3f, 16777215, 1e30f, -1e30f, Float.MIN_VALUE, -Float.MIN_VALUE,
        1e-40f, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE};

    private static int[] floats(String text, float a, float b) {
        return TextKernel.of("", """
                    .reg .f32 %a, %b, %r;
                    .reg .f64 %d;
                    .reg .b32 %w, %x;
                    .reg .b16 %h;
                    .reg .b64 %l;
                    .reg .pred %p;
                    ld.global.v2.f32 {%a, %b}, [%in];
                    mov.b32 %w, 0;
                    mov.b32 %r, 0;
                    mov.b32 %x, 0;
                """ + text + "\n    st.global.f32 [%out], %r;\n    st.global.v2.b32 [%out+8], {%w, %x};\n    exit;\n", 8, 16).words(1,
                Float.floatToRawIntBits(a), Float.floatToRawIntBits(b));
    }

    /** The float next to the exact value, in the direction of the mode. */
    private static float directed(BigDecimal exact, String mode) {
        if (exact.compareTo(new BigDecimal(-Float.MAX_VALUE)) < 0) {
            return mode.equals("rm") ? Float.NEGATIVE_INFINITY : -Float.MAX_VALUE;
        }
        float x = exact.floatValue();
        if (Float.isInfinite(x)) {
            x = Math.copySign(Float.MAX_VALUE, x);
        }
        while (new BigDecimal(x).compareTo(exact) > 0) {
            x = Math.nextDown(x);
        }
        while (x < Float.MAX_VALUE && new BigDecimal(Math.nextUp(x)).compareTo(exact) <= 0) {
            x = Math.nextUp(x);
        }
        final boolean isExact = new BigDecimal(x).compareTo(exact) == 0;
        final boolean up = mode.equals("rp") || mode.equals("rz") && exact.signum() < 0;
        return isExact || !up ? x : Math.nextUp(x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rz", "rm", "rp"})
    void arithmeticRoundsAsAsked(String mode) {
        for (final float a : FLOATS) {
            for (final float b : FLOATS) {
                final BigDecimal x = new BigDecimal(a);
                final BigDecimal y = new BigDecimal(b);
                same(x.add(y), mode, floats("add." + mode + ".f32 %r, %a, %b;", a, b)[0], a + " + " + b);
                same(x.subtract(y), mode, floats("sub." + mode + ".f32 %r, %a, %b;", a, b)[0], a + " - " + b);
                same(x.multiply(y), mode, floats("mul." + mode + ".f32 %r, %a, %b;", a, b)[0], a + " * " + b);
                same(x.multiply(y).add(x), mode, floats("fma." + mode + ".f32 %r, %a, %b, %a;", a, b)[0], a + " * " + b + " + " + a);
                same(x.divide(y, new MathContext(400)), mode, floats("div." + mode + ".f32 %r, %a, %b;", a, b)[0], a + " / " + b);
            }
            if (a > 0) {
                same(new BigDecimal(a).sqrt(new MathContext(400)), mode, floats("sqrt." + mode + ".f32 %r, %a;", a, 0)[0], "root of " + a);
            }
        }
    }

    private static void same(BigDecimal exact, String mode, int bits, String what) {
        if (exact.signum() == 0) {
            assertEquals(mode.equals("rm") ? 0x80000000 : 0, bits, what + " " + mode);
        } else {
            final float wanted = directed(exact, mode);
            final int sign = exact.signum() < 0 ? 0x80000000 : 0;
            assertEquals(Float.floatToRawIntBits(wanted) | sign, bits, what + " " + mode);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rz", "rm", "rp"})
    void doublesRoundAsAsked(String mode) {
        final double third = 1.0 / 3;
        final double wanted = mode.equals("rp") ? Math.nextUp(third) : third;
        final String third64 = "mov.f64 %d, 1.0;\ndiv." + mode + ".f64 %d, %d, 3.0;\nmov.b64 {%w, %x}, %d;";
        assertEquals(Double.doubleToRawLongBits(wanted), longOf(floats(third64, 0, 0)), mode);
        final String sum = "mov.f64 %d, 1.0;\nadd." + mode + ".f64 %d, %d, 0d0000000000000001;\nmov.b64 {%w, %x}, %d;";
        assertEquals(Double.doubleToRawLongBits(mode.equals("rp") ? Math.nextUp(1.0) : 1.0), longOf(floats(sum, 0, 0)), mode);
        final String down = "mov.f64 %d, 1.0;\nsub." + mode + ".f64 %d, %d, 0d0000000000000001;\nmov.b64 {%w, %x}, %d;";
        assertEquals(Double.doubleToRawLongBits(mode.equals("rp") ? 1.0 : Math.nextDown(1.0)), longOf(floats(down, 0, 0)), mode);
        final String huge = "mov.f64 %d, 0d7FEFFFFFFFFFFFFF;\nmul." + mode + ".f64 %d, %d, 2.0;\nmov.b64 {%w, %x}, %d;";
        assertEquals(Double.doubleToRawLongBits(mode.equals("rp") ? Double.POSITIVE_INFINITY : Double.MAX_VALUE),
                longOf(floats(huge, 0, 0)));
        final String root = "mov.f64 %d, 2.0;\nsqrt." + mode + ".f64 %d, %d;\nmov.b64 {%w, %x}, %d;";
        final double two = Math.sqrt(2); // above the exact root
        assertEquals(Double.doubleToRawLongBits(mode.equals("rp") ? two : Math.nextDown(two)), longOf(floats(root, 0, 0)), mode);
    }

    private static long longOf(int[] out) {
        return out[3] * 0x100000000L + (out[2] & 0xFFFFFFFFL);
    }

    @Test
    void comparisonsFlushWhenAsked() {
        assertEquals(1, floats("setp.gt.f32 %p, %a, %b;\nselp.b32 %w, 1, 0, %p;", 1e-40f, 0)[2]);
        assertEquals(0, floats("setp.gt.ftz.f32 %p, %a, %b;\nselp.b32 %w, 1, 0, %p;", 1e-40f, 0)[2]);
    }

    @Test
    void conversionsFlushAndSaturate() {
        assertEquals(1, floats("cvt.rpi.s32.f32 %w, %a;", 1e-40f, 0)[2]);
        assertEquals(0, floats("cvt.rpi.ftz.s32.f32 %w, %a;", 1e-40f, 0)[2]);
        assertEquals(Float.floatToRawIntBits(1), floats("cvt.f64.f32 %d, %a;\ncvt.rn.sat.f32.f64 %r, %d;", 7, 0)[0]);
        assertEquals(0x80000000, floats("cvt.f64.f32 %d, %a;\ncvt.rn.ftz.f32.f64 %r, %d;", -1e-40f, 0)[0]);
        assertEquals(0x3C00, floats("cvt.rn.sat.f16.f32 %h, %a;\nmov.b32 %w, {%h, 0};", 7, 0)[2]);
        assertEquals(0, floats("cvt.rn.relu.bf16.f32 %h, %a;\nmov.b32 %w, {%h, 0};", -7, 0)[2]);
    }

    @Test
    void nanBecomesTheTopBitWhere64BitsTakePart() {
        assertEquals(0, floats("cvt.rzi.s32.f32 %w, %a;", Float.NaN, 0)[2]);
        assertEquals(0x80000000, floats("cvt.f64.f32 %d, %a;\ncvt.rzi.s32.f64 %w, %d;", Float.NaN, 0)[2]);
        assertEquals(Long.MIN_VALUE, longOf(floats("cvt.rzi.s64.f32 %l, %a;\nmov.b64 {%w, %x}, %l;", Float.NaN, 0)));
    }

    @Test
    void integersRoundAsAsked() {
        assertEquals(Float.floatToRawIntBits(16777218), floats("mov.b32 %w, 16777217;\ncvt.rp.f32.s32 %r, %w;", 0, 0)[0]);
        assertEquals(Float.floatToRawIntBits(16777216), floats("mov.b32 %w, 16777217;\ncvt.rz.f32.u32 %r, %w;", 0, 0)[0]);
        final String text = "mov.b64 %l, -1;\ncvt.rz.f64.u64 %d, %l;\nmov.b64 {%w, %x}, %d;";
        assertEquals(Double.doubleToRawLongBits(Math.nextDown(0x1p64)), longOf(floats(text, 0, 0)));
    }

    @Test
    void tensorFloatsRoundTiesAway() {
        assertEquals(0x3F802000, floats("cvt.rna.tf32.f32 %w, %a;", Float.intBitsToFloat(0x3F801000), 0)[2]);
        assertEquals(0x3F800000, floats("cvt.rna.tf32.f32 %w, %a;", Float.intBitsToFloat(0x3F800FFF), 0)[2]);
    }

    @Test
    void testsOfDoubles() {
        assertEquals(1, floats("testp.subnormal.f64 %p, 0d0000000000000001;\nselp.b32 %w, 1, 0, %p;", 0, 0)[2]);
        assertEquals(0, floats("testp.finite.f64 %p, 0d7FF0000000000000;\nselp.b32 %w, 1, 0, %p;", 0, 0)[2]);
    }
}
