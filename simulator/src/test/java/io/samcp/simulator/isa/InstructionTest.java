package io.samcp.simulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.simulator.TextKernel;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single instructions against Java's own arithmetic, over pairs of awkward values. */
final class InstructionTest {

    private static final int[] INTEGERS = {0, 1, -1, 2, -2, 5, 31, 32, 33, 63, 127, -128, 255, 1000, -1000, 0x12345678, 0x80000000,
        0x7FFFFFFF,
        0xFFFF0000, 0x0000FFFF};
    private static final float[] FLOATS = {0, -0.0f, 1, -1, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 3, 1e-3f, 1e10f, -1e10f, 16777217,
        Float.MIN_VALUE,
        -Float.MIN_VALUE, 1.1754942e-38f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    /** Integer instructions: text with operands, and what they must give. */
    enum IntegerForm {
        ADD("add.s32 %r, %a, %b;", (a, b) -> a + b),
        SUB("sub.s32 %r, %a, %b;", (a, b) -> a - b),
        MUL_LO("mul.lo.s32 %r, %a, %b;", (a, b) -> a * b),
        MUL_HI("mul.hi.s32 %r, %a, %b;", (a, b) -> (int) ((long) a * b >> 32)),
        MUL_HI_U("mul.hi.u32 %r, %a, %b;", (a, b) -> (int) (Integer.toUnsignedLong(a) * Integer.toUnsignedLong(b) >>> 32)),
        MAD("mad.lo.s32 %r, %a, %b, 7;", (a, b) -> a * b + 7),
        MIN("min.s32 %r, %a, %b;", Math::min),
        MAX("max.s32 %r, %a, %b;", Math::max),
        MIN_U("min.u32 %r, %a, %b;", (a, b) -> Integer.compareUnsigned(a, b) < 0 ? a : b),
        MAX_U("max.u32 %r, %a, %b;", (a, b) -> Integer.compareUnsigned(a, b) > 0 ? a : b),
        AND("and.b32 %r, %a, %b;", (a, b) -> a & b),
        OR("or.b32 %r, %a, %b;", (a, b) -> a | b),
        XOR("xor.b32 %r, %a, %b;", (a, b) -> a ^ b),
        NOT("not.b32 %r, %a;", (a, _) -> ~a),
        NEG("neg.s32 %r, %a;", (a, _) -> -a),
        ABS("abs.s32 %r, %a;", (a, _) -> Math.abs(a)),
        POPC("popc.b32 %r, %a;", (a, _) -> Integer.bitCount(a)),
        CLZ("clz.b32 %r, %a;", (a, _) -> Integer.numberOfLeadingZeros(a)),
        BREV("brev.b32 %r, %a;", (a, _) -> Integer.reverse(a)),
        SHL("shl.b32 %r, %a, %b;", (a, b) -> large(b) ? 0 : a << b),
        SHR_U("shr.u32 %r, %a, %b;", (a, b) -> large(b) ? 0 : a >>> b),
        SHR_S("shr.s32 %r, %a, %b;", (a, b) -> large(b) ? a >> 31 : a >> b),
        SELP("setp.lt.s32 %p, %a, %b;\nselp.s32 %r, %a, %b, %p;", Math::min),
        SETP_AND("setp.gt.s32 %p, %a, 0;\nsetp.gt.and.s32 %p, %b, 0, %p;\nselp.s32 %r, 1, 0, %p;", (a, b) -> a > 0 && b > 0 ? 1 : 0),
        SETP_OR("setp.gt.s32 %p, %a, 0;\nsetp.le.or.s32 %p, %b, 5, %p;\nselp.s32 %r, 1, 0, %p;", (a, b) -> a > 0 || b <= 5 ? 1 : 0),
        SETP_U("setp.ge.u32 %p, %a, %b;\nselp.s32 %r, 1, 0, %p;", (a, b) -> Integer.compareUnsigned(a, b) >= 0 ? 1 : 0),
        TO_FLOAT("cvt.rn.f32.s32 %f, %a;\nmov.b32 %r, %f;", (a, _) -> Float.floatToRawIntBits(a)),
        TO_FLOAT_U("cvt.rn.f32.u32 %f, %a;\nmov.b32 %r, %f;", (a, _) -> Float.floatToRawIntBits((float) Integer.toUnsignedLong(a))),
        WIDE("mul.wide.s32 %l, %a, %b;\nshr.s64 %l, %l, 16;\ncvt.u32.u64 %r, %l;", (a, b) -> (int) ((long) a * b >> 16)),
        WIDE_U("mul.wide.u32 %l, %a, %b;\nshr.u64 %l, %l, 16;\ncvt.u32.u64 %r, %l;",
                (a, b) -> (int) (Integer.toUnsignedLong(a) * Integer.toUnsignedLong(b) >>> 16)),
        PACK("mov.b64 %l, {%a, %b};\nshr.u64 %l, %l, 8;\nmov.b64 {%r, %s}, %l;", (a, b) -> a >>> 8 | b << 24),
        LONG_MAX("mov.b64 %l, {%a, %b};\nmov.b64 %m, {%b, %a};\nmax.u64 %l, %l, %m;\nmov.b64 {%s, %r}, %l;",
                (a, b) -> Integer.compareUnsigned(a, b) > 0 ? a : b);

        private final String text;
        private final IntBinaryOperator expected;

        IntegerForm(String text, IntBinaryOperator expected) {
            this.text = text;
            this.expected = expected;
        }

        private static boolean large(int shift) {
            return Integer.compareUnsigned(shift, 31) > 0;
        }
    }

    /** Two floats to one. */
    @FunctionalInterface
    interface FloatOperator {
        float apply(float a, float b);
    }

    /** Float instructions; results compared by their bits, any NaN equal to any other. */
    enum FloatForm {
        ADD("add.rn.f32 %r, %a, %b;", (a, b) -> a + b),
        SUB("sub.rn.f32 %r, %a, %b;", (a, b) -> a - b),
        MUL("mul.rn.f32 %r, %a, %b;", (a, b) -> a * b),
        DIV("div.rn.f32 %r, %a, %b;", (a, b) -> a / b),
        FMA("fma.rn.f32 %r, %a, %b, %b;", (a, b) -> Math.fma(a, b, b)),
        SQRT("sqrt.rn.f32 %r, %a;", (a, _) -> (float) Math.sqrt(a)),
        RCP("rcp.rn.f32 %r, %a;", (a, _) -> 1 / a),
        NEG("neg.f32 %r, %a;", (a, _) -> -a),
        ABS("abs.f32 %r, %a;", (a, _) -> Math.abs(a)),
        MIN("min.f32 %r, %a, %b;", (a, b) -> number(a, b, Math.min(a, b))),
        MAX("max.f32 %r, %a, %b;", (a, b) -> number(a, b, Math.max(a, b))),
        LESS("setp.lt.f32 %p, %a, %b;\nselp.f32 %r, 0f3F800000, 0f00000000, %p;", (a, b) -> a < b ? 1 : 0),
        NOT_LESS("setp.ge.f32 %p, %a, %b;\nselp.f32 %r, 0f3F800000, 0f00000000, %p;", (a, b) -> a >= b ? 1 : 0),
        EQUAL("setp.eq.f32 %p, %a, %b;\nselp.f32 %r, 0f3F800000, 0f00000000, %p;", (a, b) -> a == b ? 1 : 0),
        NOT_NUMBER("setp.nan.f32 %p, %a, %b;\nselp.f32 %r, 0f3F800000, 0f00000000, %p;",
                (a, b) -> Float.isNaN(a) || Float.isNaN(b) ? 1 : 0),
        NEAREST("cvt.rni.s32.f32 %i, %a;\ncvt.rn.f32.s32 %r, %i;", (a, _) -> integer(Math.rint(a))),
        DOWN("cvt.rmi.s32.f32 %i, %a;\ncvt.rn.f32.s32 %r, %i;", (a, _) -> integer(Math.floor(a))),
        UP("cvt.rpi.s32.f32 %i, %a;\ncvt.rn.f32.s32 %r, %i;", (a, _) -> integer(Math.ceil(a))),
        TOWARDS_ZERO("cvt.rzi.s32.f32 %i, %a;\ncvt.rn.f32.s32 %r, %i;", (a, _) -> integer(a)),
        DOUBLE("cvt.f64.f32 %d, %a;\ncvt.f64.f32 %e, %b;\ndiv.rn.f64 %d, %d, %e;\ncvt.rn.f32.f64 %r, %d;",
                (a, b) -> (float) ((double) a / b));

        private final String text;
        private final FloatOperator expected;

        FloatForm(String text, FloatOperator expected) {
            this.text = text;
            this.expected = expected;
        }

        /** Of a number and a NaN the number counts. */
        private static float number(float a, float b, float both) {
            return Float.isNaN(a) ? b : Float.isNaN(b) ? a : both;
        }

        /** Conversions saturate; NaN gives 0. */
        private static float integer(double value) {
            return (int) value;
        }
    }

    @ParameterizedTest
    @EnumSource(IntegerForm.class)
    void integersAsJavaHasThem(IntegerForm form) {
        final int n = INTEGERS.length;
        final int[] input = new int[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            input[2 * i] = INTEGERS[i / n];
            input[2 * i + 1] = INTEGERS[i % n];
        }
        final int[] out = kernel(".b32", "", form.text, n * n).words(n * n, input);
        for (int i = 0; i < n * n; i++) {
            final int a = input[2 * i];
            final int b = input[2 * i + 1];
            assertEquals(form.expected.applyAsInt(a, b), out[i], form + " of " + a + " and " + b);
        }
    }

    @ParameterizedTest
    @EnumSource(FloatForm.class)
    void floatsAsJavaHasThem(FloatForm form) {
        final int n = FLOATS.length;
        final int[] input = new int[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            input[2 * i] = Float.floatToRawIntBits(FLOATS[i / n]);
            input[2 * i + 1] = Float.floatToRawIntBits(FLOATS[i % n]);
        }
        final int[] out = kernel(".f32", "    .reg .s32 %i;\n    .reg .f64 %d, %e;\n", form.text, n * n).words(n * n, input);
        for (int i = 0; i < n * n; i++) {
            final float a = FLOATS[i / n];
            final float b = FLOATS[i % n];
            assertEquals(Float.floatToIntBits(form.expected.apply(a, b)), Float.floatToIntBits(Float.intBitsToFloat(out[i])),
                    form + " of " + a + " and " + b);
        }
    }

    @Test
    void divisionOfIntegers() {
        final IntPredicate usable = b -> b != 0;
        for (final int a : INTEGERS) {
            for (final int b : INTEGERS) {
                if (usable.test(b)) {
                    final int[] out = kernel(".s32", "", "div.s32 %r, %a, %b;\nrem.s32 %s, %a, %b;\nmad.lo.s32 %r, %r, 31, %s;", 1).words(1,
                            a, b);
                    assertEquals(a / b * 31 + a % b, out[0], a + " by " + b);
                }
            }
        }
    }

    /** Thread i applies the text to inputs 2i and 2i + 1. */
    private static TextKernel kernel(String type, String declarations, String text, int n) {
        final String extra = type.equals(".f32") ? "" : "    .reg .f32 %f;\n";
        return TextKernel.of("", "    .reg " + type + " %a, %b, %r, %s;\n" + extra + declarations + """
                    .reg .u32 %t;
                    .reg .u64 %at, %l, %m;
                    .reg .pred %p;
                    mov.u32 %t, %tid.x;
                    mad.wide.u32 %at, %t, 8, %in;
                    ld.global.b32 %a, [%at];
                    ld.global.b32 %b, [%at+4];
                """ + text + """

                    mad.wide.u32 %at, %t, 4, %out;
                    st.global.b32 [%at], %r;
                    exit;
                """, 8L * n, 4L * n);
    }
}
