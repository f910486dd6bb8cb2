package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.recipe.ExpRecipe;
import io.samcp.kernels.recipe.LogRecipe;
import io.samcp.kernels.recipe.SigmoidRecipe;
import io.samcp.kernels.recipe.SinRecipe;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The functions that are copied into kernels: each in a kernel of one line against its mirror in Java, and the mirror against Java's double
 * functions.
 */
final class RecipeTest {

    private static final int N = 200_000;
    private static final int STRIDE = 251;

    @Test
    void expEqualsItsMirror() {
        equalsMirror("exp_f32, (%x)", List.of("exp_f32"), patterns(), ExpRecipe::exp);
        equalsMirror("exp_f32, (%x)", List.of("exp_f32"), range(-105, 90), ExpRecipe::exp);
    }

    @Test
    void sigmoidEqualsItsMirror() {
        equalsMirror("sigmoid_f32, (%x)", List.of("exp_f32", "sigmoid_f32"), patterns(), SigmoidRecipe::sigmoid);
        equalsMirror("sigmoid_f32, (%x)", List.of("exp_f32", "sigmoid_f32"), range(-105, 105), SigmoidRecipe::sigmoid);
    }

    @Test
    void logEqualsItsMirror() {
        equalsMirror("log_f32, (%x)", List.of("log_f32"), normals(), LogRecipe::log);
        equalsMirror("log_f32, (%x)", List.of("log_f32"), range(1e-5, 2), LogRecipe::log);
    }

    @Test
    void sineEqualsItsMirror() {
        for (int quarters = 0; quarters < 4; quarters++) {
            final int turned = quarters;
            equalsMirror("sin_f32, (%x, " + quarters + ")", List.of("sin_f32"), range(-1000, 1000), x -> SinRecipe.sin(x, turned));
        }
    }

    @Test
    void expIsWithinItsError() {
        withinUlps("exp_f32", -87, 88, ExpRecipe::exp, Math::exp, 1.01);
    }

    @Test
    void expIsWithinItsErrorBelowTheNormalNumbers() {
        for (final float x : range(-104, -87.4)) {
            if (!(Math.abs(ExpRecipe.exp(x) - Math.exp(x)) <= Float.MIN_VALUE)) {
                fail("exp_f32(" + x + "): expected " + Math.exp(x) + ", actual " + ExpRecipe.exp(x) + ", bound " + Float.MIN_VALUE);
            }
        }
    }

    @Test
    void expKnowsItsEnds() {
        final float[] y = run("exp_f32, (%x)", List.of("exp_f32"), Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -200,
                200, -103);
        assertEquals(Float.NaN, y[0]);
        assertEquals(Float.POSITIVE_INFINITY, y[1]);
        assertEquals(0, y[2]);
        assertEquals(1, y[3]);
        assertEquals(0, y[4]);
        assertEquals(Float.POSITIVE_INFINITY, y[5]);
        assertEquals((float) Math.exp(-103), y[6], Float.MIN_VALUE);
    }

    @Test
    void logIsWithinItsError() {
        withinUlps("log_f32", Float.MIN_NORMAL, Float.MAX_VALUE, LogRecipe::log, Math::log, 1);
    }

    @Test
    void sigmoidIsWithinItsError() {
        withinUlps("sigmoid_f32", -87, 87, SigmoidRecipe::sigmoid, v -> 1 / (1 + Math.exp(-v)), 3);
    }

    @Test
    void sineIsWithinItsError() {
        for (final float x : range(-1000, 1000)) {
            for (int quarters = 0; quarters < 4; quarters++) {
                final double expected = switch (quarters) {
                    case 0 -> Math.sin(x);
                    case 1 -> Math.cos(x);
                    case 2 -> -Math.sin(x);
                    default -> -Math.cos(x);
                };
                if (!(Math.abs(SinRecipe.sin(x, quarters) - expected) <= 2e-7)) {
                    fail("sin(" + x + " + " + quarters + " pi/2): expected " + expected + ", actual " + SinRecipe.sin(x, quarters));
                }
            }
        }
    }

    /** The engine, bit for bit; of a NaN only that it is one. */
    private static void equalsMirror(String call, List<String> recipes, float[] x, FloatFunction mirror) {
        final float[] y = run(call, recipes, x);
        for (int i = 0; i < x.length; i++) {
            final float expected = mirror.apply(x[i]);
            if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(expected)) {
                fail(call + " of " + x[i] + ": mirror " + expected + ", engine " + y[i] + ", bit for bit");
            }
        }
    }

    /** The mirror, at every 251st float of a range. */
    private static void withinUlps(String what, float from, float to, FloatFunction mirror, DoubleUnaryOperator exact, double ulps) {
        int checked = 0;
        for (long pattern = 0; pattern < 1L << Integer.SIZE; pattern += STRIDE) {
            final float x = Float.intBitsToFloat((int) pattern);
            if (x >= from && x <= to) {
                checked++;
                final double expected = exact.applyAsDouble(x);
                final float actual = mirror.apply(x);
                if (!(Math.abs(actual - expected) <= ulps * Math.ulp((float) expected))) {
                    fail(what + "(" + x + "): expected " + expected + ", actual " + actual + ", bound " + ulps + " ulp");
                }
            }
        }
        assertTrue(checked > N, what + ": only " + checked + " values lie in " + from + ".." + to);
    }

    private static float[] range(double from, double to) {
        final float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = (float) (from + (to - from) * i / (N - 1));
        }
        return x;
    }

    /** Bit patterns from all over: both signs, subnormals, infinities, NaN. */
    private static float[] patterns() {
        final float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = Float.intBitsToFloat((int) ((1L << Integer.SIZE) / N * i));
        }
        x[1] = Float.POSITIVE_INFINITY;
        x[2] = Float.NEGATIVE_INFINITY;
        x[3] = -0.0f;
        return x;
    }

    /** Normal positive numbers from the smallest to the largest. */
    private static float[] normals() {
        final int first = Float.floatToIntBits(Float.MIN_NORMAL);
        final int last = Float.floatToIntBits(Float.MAX_VALUE);
        final float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = Float.intBitsToFloat((int) (first + (long) (last - first) * i / (N - 1)));
        }
        return x;
    }

    private static float[] run(String call, List<String> recipes, float... x) {
        return KernelHarness.launch(EngineOptions.deterministic(), new OneCall(source(call, recipes)), x.length, x).floats("y");
    }

    private static String source(String call, List<String> recipes) {
        final StringBuilder text = new StringBuilder(".version 8.0\n.target sm_80\n.address_size 64\n");
        recipes.forEach(name -> text.append(read(name)));
        return text.append("""
                .visible .entry one_call(.param .u64 x, .param .u64 y, .param .s32 n)
                {
                    .reg .pred %out;
                    .reg .s32 %i, %n;
                    .reg .u32 %block, %thread;
                    .reg .u64 %p;
                    .reg .f32 %x, %y;
                    mov.u32 %block, %ctaid.x;
                    mov.u32 %thread, %tid.x;
                    mad.lo.s32 %i, %block, 128, %thread;
                    ld.param.s32 %n, [n];
                    setp.ge.s32 %out, %i, %n;
                    @%out exit;
                    ld.param.u64 %p, [x];
                    mad.wide.s32 %p, %i, 4, %p;
                    ld.global.f32 %x, [%p];
                    call (%y), CALL;
                    ld.param.u64 %p, [y];
                    mad.wide.s32 %p, %i, 4, %p;
                    st.global.f32 [%p], %y;
                    exit;
                }
                """.replace("CALL", call)).toString();
    }

    private static String read(String recipe) {
        final Path file = GoldenData.projectRoot()
                .resolve("kernels/src/main/resources/io/samcp/kernels/ptx/recipe/" + recipe + ".func");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From float to float. */
    @FunctionalInterface
    private interface FloatFunction {
        float apply(float x);
    }

    /** y[i] = f(x[i]); the shape is n. */
    private record OneCall(String text) implements Kernel<Integer> {

        @Override
        public String name() {
            return "one_call";
        }

        @Override
        public String family() {
            return "recipe";
        }

        @Override
        public List<KernelParameter> parameters() {
            return List.of(KernelParameter.in("x"), KernelParameter.out("y"), KernelParameter.s32("n"));
        }

        @Override
        public List<ScalarValue> scalars(Integer n) {
            return List.of(ScalarValue.of(n));
        }

        @Override
        public List<Long> bufferBytes(Integer n) {
            return List.of(4L * n, 4L * n);
        }

        @Override
        public LaunchGeometry geometry(Integer n) {
            return LaunchGeometry.of(Math.ceilDiv(n, 128), 128);
        }

        @Override
        public Cost cost(Integer n) {
            return new Cost(8L * n, 30L * n);
        }

        @Override
        public ResourceBudget budget() {
            return new ResourceBudget(40, 0);
        }

        @Override
        public PtxSource source() {
            return new PtxSource("one_call.ptx", text);
        }
    }
}
