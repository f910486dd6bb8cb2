package io.samcp.simulator.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.TextKernel;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** f16 and bf16: all values converted, and arithmetic against the exact result, rounded once. */
final class HalfTest {

    private static final int ALL = 1 << 16;
    private static final int[] SAMPLES = {0x0000, 0x8000, 0x0001, 0x8001, 0x03FF, 0x0400, 0x3C00, 0xBC00, 0x3C01, 0x3555, 0x7BFF, 0xFBFF,
        0x7C00, 0x7E00, 0x4248, 0x1234, 0x8F00, 0x3F80, 0x3F81, 0x7F7F, 0x0080, 0x007F};

    /** Thread i of block b works on the half whose bits are its number. */
    private static int[] all(String text) {
        final TextKernel kernel = TextKernel.of("", """
                    .reg .u32 %t, %b, %i;
                    .reg .b32 %r;
                    .reg .b16 %h;
                    .reg .f32 %f;
                    .reg .f64 %d;
                    .reg .u64 %p;
                    mov.u32 %t, %tid.x;
                    mov.u32 %b, %ctaid.x;
                    mad.lo.u32 %i, %b, 256, %t;
                    cvt.u16.u32 %h, %i;
                """ + text + "\n    mad.wide.u32 %p, %i, 4, %out;\n    st.global.b32 [%p], %r;\n    exit;\n", 4, 4L * ALL);
        final int[] out = new int[ALL];
        kernel.run(EngineOptions.allCores(), LaunchGeometry.of(ALL / 256, 256), MemorySegment.ofArray(new int[1]),
                MemorySegment.ofArray(out));
        return out;
    }

    @Test
    void everyHalfConverts() {
        final int[] single = all("cvt.f32.f16 %f, %h;\nmov.b32 %r, %f;");
        final int[] back = all("cvt.f64.f16 %d, %h;\ncvt.rn.f16.f64 %h, %d;\ncvt.u32.u16 %r, %h;");
        final int[] brain = all("cvt.f32.bf16 %f, %h;\ncvt.rn.bf16.f32 %h, %f;\ncvt.u32.u16 %r, %h;");
        final int[] whole = all("cvt.rni.s32.f16 %r, %h;");
        for (int i = 0; i < ALL; i++) {
            final float x = Float.float16ToFloat((short) i);
            if (Float.isNaN(x)) {
                assertEquals(0x7FFF, back[i]);
            } else {
                assertEquals(Float.floatToRawIntBits(x), single[i]);
                assertEquals(i, back[i]);
                assertEquals((int) Math.rint(x), whole[i]);
            }
            assertEquals(Float.isNaN(Float.intBitsToFloat(i << 16)) ? 0x7FFF : i, brain[i]);
        }
    }

    @Test
    void integersConvertWithOneRounding() {
        // the last bit of the long decides, which neither a float nor a double would keep
        assertEquals(0x6800, all("mov.b32 %r, 2049;\ncvt.rn.f16.s32 %h, %r;\ncvt.u32.u16 %r, %h;")[0]);
        assertEquals(0x6801, all("mov.b32 %r, 2049;\ncvt.rp.f16.s32 %h, %r;\ncvt.u32.u16 %r, %h;")[0]);
        assertEquals(0x5B81, all("mov.b64 %p, 0x0101000000000001;\ncvt.rn.bf16.u64 %h, %p;\ncvt.u32.u16 %r, %h;")[0]);
    }

    private static int one(String type, String text, int a, int b, int c) {
        return TextKernel.of("", "    .reg .b16 %a, %b, %c, %r;\n    .reg .pred %p;\n    .reg .b32 %w;\n" + """
                    ld.global.b16 %a, [%in];
                    ld.global.b16 %b, [%in+2];
                    ld.global.b16 %c, [%in+4];
                """ + text.replace("TYPE", type) + "\n    cvt.u32.u16 %w, %r;\n    st.global.b32 [%out], %w;\n    exit;\n", 8, 4).words(1,
                b << 16 | a, c)[0];
    }

    private static float value(String type, int bits) {
        return type.equals("f16") ? Float.float16ToFloat((short) bits) : Float.intBitsToFloat(bits << 16);
    }

    /** The half nearest to an exact value, by looking at all of them; ties to even. */
    private static int nearest(String type, BigDecimal exact) {
        int low = 0;
        int high = type.equals("f16") ? 0x7C00 : 0x7F80;
        final int top = high;
        final BigDecimal size = exact.abs();
        while (high - low > 1) {
            final int middle = low + high >>> 1;
            if (new BigDecimal(value(type, middle)).compareTo(size) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        final BigDecimal below = new BigDecimal(value(type, low));
        final BigDecimal gap = new BigDecimal(value(type, low)).subtract(new BigDecimal(value(type, Math.max(0, low - 1))));
        final BigDecimal above = high == top ? below.add(gap) : new BigDecimal(value(type, high));
        final int order = size.subtract(below).compareTo(above.subtract(size));
        final int chosen = order < 0 || order == 0 && low % 2 == 0 ? low : high;
        return exact.signum() < 0 ? chosen | 0x8000 : chosen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"f16", "bf16"})
    void arithmeticRoundsOnce(String type) {
        for (final int a : SAMPLES) {
            for (final int b : SAMPLES) {
                final float x = value(type, a);
                final float y = value(type, b);
                if (!Float.isFinite(x) || !Float.isFinite(y)) {
                    continue;
                }
                final BigDecimal p = new BigDecimal(x);
                final BigDecimal q = new BigDecimal(y);
                check(type, p.add(q), one(type, "add.TYPE %r, %a, %b;", a, b, 0), x + " + " + y);
                check(type, p.multiply(q), one(type, "mul.TYPE %r, %a, %b;", a, b, 0), x + " * " + y);
                check(type, p.multiply(q).add(p), one(type, "fma.rn.TYPE %r, %a, %b, %c;", a, b, a), x + " * " + y + " + " + x);
            }
        }
    }

    private static void check(String type, BigDecimal exact, int bits, String what) {
        assertEquals(nearest(type, exact) & (exact.signum() == 0 ? 0x7FFF : 0xFFFF), bits & (exact.signum() == 0 ? 0x7FFF : 0xFFFF), what);
    }

    @Test
    void extremesAndComparisons() {
        assertEquals(0x3C00, one("f16", "min.TYPE %r, %a, %b;", 0x7E00, 0x3C00, 0));
        assertEquals(0x7FFF, one("f16", "max.NaN.TYPE %r, %a, %b;", 0x7E00, 0x3C00, 0));
        assertEquals(0xBC00, one("bf16", "neg.TYPE %r, %a;", 0x3C00, 0, 0));
        assertEquals(0, one("f16", "fma.rn.relu.TYPE %r, %a, %b, %c;", 0x3C00, 0xBC00, 0));
        assertEquals(0x3C00, one("f16", "add.sat.TYPE %r, %a, %b;", 0x3C00, 0x3C00, 0));
        assertEquals(0, one("f16", "add.ftz.TYPE %r, %a, %b;", 0x0001, 0x0001, 0));
        for (final String how : List.of("lt", "ltu")) {
            // as integers the bits would compare the other way round
            assertEquals(1, one("f16", "setp." + how + ".TYPE %p, %a, %b;\nselp.b16 %r, 1, 0, %p;", 0xBC00, 0x3C00, 0));
            assertEquals(how.equals("ltu") ? 1 : 0, one("f16", "setp." + how + ".TYPE %p, %a, %b;\nselp.b16 %r, 1, 0, %p;", 0x7E00, 0, 0));
        }
    }

    @Test
    void pairsWorkOnBothHalves() {
        final int[] out = TextKernel.of("", """
                    .reg .b32 %a, %b, %r;
                    .reg .f32 %f, %g;
                    ld.global.v2.b32 {%a, %b}, [%in];
                    add.f16x2 %r, %a, %b;
                    st.global.b32 [%out], %r;
                    fma.rn.bf16x2 %r, %a, %b, %a;
                    st.global.b32 [%out+4], %r;
                    mov.b32 %f, 0f3F800000;
                    mov.b32 %g, 0f40000000;
                    cvt.rn.f16x2.f32 %r, %g, %f;
                    st.global.b32 [%out+8], %r;
                    red.global.add.noftz.f16x2 [%out+8], %r;
                    exit;
                """, 8, 12).words(1, 0x40003C00, 0x3C004000);
        assertEquals(0x42004200, out[0]);
        assertEquals(one("bf16", "fma.rn.TYPE %r, %a, %b, %c;", 0x4000, 0x3C00, 0x4000) << 16
                | one("bf16", "fma.rn.TYPE %r, %a, %b, %c;", 0x3C00, 0x4000, 0x3C00), out[1]);
        assertEquals(0x44004000, out[2]);
    }
}
