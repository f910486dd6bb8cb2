package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.GroupedGemmKernel;
import io.samcp.kernels.gemm.GroupedGemmKernel.Shape;
import io.samcp.kernels.gemm.TensorGemmKernel;
import io.samcp.kernels.gemm.TensorGemmReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Several products on tensor cores in one launch: each equals plain float loops to the bit, whatever stands beside it. */
final class GroupedGemmKernelTest {

    private static final float[] NONE = {};
    private static final GroupedGemmKernel BF16 = new GroupedGemmKernel(GroupedGemmKernel.BEST, Precision.BF16);

    /** All the ways a product may end, in sizes of one and several tiles, a multiple of them and not. */
    private static final List<TensorGemmKernel.Shape> PRODUCTS = List.of(
            new TensorGemmKernel.Shape(33, 68, 72, true, false, false, true, false),
            new TensorGemmKernel.Shape(1, 1, 8, false, true, false, true, true),
            new TensorGemmKernel.Shape(64, 64, 328, true, true, true, false, true),
            new TensorGemmKernel.Shape(31, 131, 64, true, true, true, true, true),
            new TensorGemmKernel.Shape(97, 20, 16, false, false, true, true, false));

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.INCLUDE, names = {"BF16", "FP16"})
    void equalsPlainLoopsForOneToFourProducts(Precision precision) {
        for (int first = 0; first < PRODUCTS.size(); first++) {
            final List<TensorGemmKernel.Shape> all = new ArrayList<>(PRODUCTS);
            Collections.rotate(all, first);
            check(new GroupedGemmKernel(GroupedGemmKernel.BEST, precision), all.subList(0, 1 + first % 4));
        }
        check(new GroupedGemmKernel(GroupedGemmKernel.BEST, precision), PRODUCTS.subList(1, 5));
    }

    /** Every row, column and group of k is the last one once. */
    @Test
    void stopsAtTheLastRowColumnAndK() {
        for (int m = 1; m <= 33; m += 4) {
            check(BF16, List.of(new TensorGemmKernel.Shape(m, 2 * m, 8 * m, true, false, false, true, false),
                    new TensorGemmKernel.Shape(m + 1, 2 * m + 2, 8 * m + 8, true, true, false, true, true)));
        }
    }

    private static void check(GroupedGemmKernel kernel, List<TensorGemmKernel.Shape> products) {
        final Shape shape = new Shape(products);
        final KernelHarness.Outputs out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape,
                buffers(kernel.precision(), shape));
        final TensorGemmKernel alone = new TensorGemmKernel(TensorGemmKernel.Version.V4_PIPELINED, kernel.precision());
        for (int p = 0; p < products.size(); p++) {
            final float[][] x = operands(kernel.precision(), products.get(p), p);
            final float[] plain = TensorGemmReference.plain(alone, products.get(p), x[0], x[1], x[2], x[3]);
            final String what = kernel + ", product " + p + " of " + products;
            if (products.get(p).y()) {
                AccuracyCheck.sameBits(what, out.floats("y" + p), plain);
            }
            if (products.get(p).y16()) {
                AccuracyCheck.sameBits(what + ", 16 bits", kernel.precision().toFloats(out.bytes("y16_" + p)),
                        kernel.precision().round(plain));
            }
        }
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final Shape shape = new Shape(PRODUCTS.subList(1, 4));
        KernelHarness.sameInEveryOrder(BF16, shape, buffers(Precision.BF16, shape));
    }

    @Test
    void textsDifferInTheTypeAlone() {
        assertEquals(new GroupedGemmKernel(GroupedGemmKernel.BEST, Precision.FP16).source().text(),
                BF16.source().text().replace("bf16", "f16"));
    }

    @Test
    void countsWhatItsCardClaims() {
        final Shape shape = new Shape(Collections.nCopies(3, new TensorGemmKernel.Shape(203, 256, 256, true, false, false, false, true)));
        assertEquals(84, BF16.geometry(shape).blocks());
        final LaunchCounters counted = LaunchCounts.of(BF16, shape);
        assertEquals(0, counted.total().conflicts(), "bank conflicts");
        assertTrue(counted.total().sectorsPerRequest() >= 14, "16 bytes a lane: " + counted.total().sectorsPerRequest());
        assertEquals(BF16.cost(shape).bytes(), counted.distinctBytes());
        final double work = (double) counted.flops() / BF16.cost(shape).flops();
        assertTrue(work >= 1 && work <= 1.15, work + " times the operations of " + BF16.cost(shape));
    }

    @Test
    void refusesWhatDoesNotFit() {
        final TensorGemmKernel.Shape one = PRODUCTS.getFirst();
        assertThrows(IllegalArgumentException.class, () -> new Shape(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Collections.nCopies(5, one)));
        assertThrows(IllegalArgumentException.class, () -> new GroupedGemmKernel(GroupedGemmKernel.BEST, Precision.TF32));
    }

    private static float[][] operands(Precision precision, TensorGemmKernel.Shape s, int product) {
        return new float[][]{precision.round(Filling.RANDOM.floats(s.m() * s.k(), 4 * product + 1)),
            precision.round(Filling.RANDOM.floats(s.n() * s.k(), 4 * product + 2)),
            s.bias() ? Filling.RANDOM.floats(s.n(), 4 * product + 3) : NONE,
            s.residual() ? Filling.RANDOM.floats(s.m() * s.n(), 4 * product + 4) : NONE};
    }

    private static Object[] buffers(Precision precision, Shape shape) {
        final Object[] buffers = new Object[4 * GroupedGemmKernel.MAX_PRODUCTS];
        Arrays.fill(buffers, NONE);
        for (int p = 0; p < shape.products().size(); p++) {
            final float[][] x = operands(precision, shape.products().get(p), p);
            buffers[4 * p] = precision.toBytes(x[0]);
            buffers[4 * p + 1] = precision.toBytes(x[1]);
            buffers[4 * p + 2] = x[2];
            buffers[4 * p + 3] = x[3];
        }
        return buffers;
    }
}
