package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Precision;
import io.samcp.kernels.roialign.RoiMeanFill16Kernel;
import io.samcp.kernels.roialign.RoiMeanFill16Kernel.Shape;
import io.samcp.kernels.roialign.RoiMeanFillReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masked bins filled with the mean of the others, rounded to 16 bits. */
final class RoiMeanFill16KernelTest {

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"BF16", "FP16"})
    void isTheRoundedMeanForAwkwardSizes(Precision precision) {
        final RoiMeanFill16Kernel kernel = new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, precision);
        for (final int[] size : new int[][]{{1, 8}, {31, 8}, {3, 40}, {33, 96}, {3, 264}, {2, 512}}) {
            for (final Filling filling : Filling.values()) {
                final Shape shape = new Shape(size[0], size[1]);
                final float[] x = filling.floats(size[0] * 49 * size[1], 1);
                final byte[] mask = KernelInputs.cells(size[0], 2);
                final byte[] out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x, mask).bytes("out");
                AccuracyCheck.sameBits(shape + ", " + filling, precision.toFloats(out),
                        RoiMeanFillReference.rounded(kernel, shape, x, mask));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"BF16", "FP16"})
    void readsNothingOfMaskedBins(Precision precision) {
        final RoiMeanFill16Kernel kernel = new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, precision);
        final Shape shape = new Shape(3, 8);
        final byte[] mask = KernelInputs.cells(3, 2);
        final float[] x = Filling.RANDOM.floats(3 * 49 * 8, 1);
        final float[] expected = RoiMeanFillReference.rounded(kernel, shape, x, mask);
        for (int i = 0; i < x.length; i++) {
            x[i] = mask[i / 8] == 0 ? Float.NaN : x[i];
        }
        final byte[] out = KernelHarness.launch(EngineOptions.deterministic(), kernel, shape, x, mask).bytes("out");
        AccuracyCheck.sameBits("NaN where masked", precision.toFloats(out), expected);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"BF16", "FP16"})
    void movesTheBytesOfItsCost(Precision precision) {
        final RoiMeanFill16Kernel kernel = new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, precision);
        final Shape shape = new Shape(32, 256);
        final byte[] mask = KernelInputs.cells(32, 2);
        final LaunchCounters counted = LaunchCounts.of(kernel, shape, Filling.ONES.floats(32 * 49 * 256, 1), mask);
        final Cost cost = kernel.cost(shape);
        final double ratio = (double) counted.distinctBytes() / cost.bytes();
        final double flops = (double) counted.flops() / cost.flops();
        assertTrue(ratio > 0.95 && ratio < 1.05, "bytes: " + ratio + " times " + cost);
        assertTrue(flops > 0.95 && flops < 1.8, "flops, cells counted by every thread: " + flops + " times " + cost);
    }

    @Test
    void takesMoreChannelsThanSixteenBitsCount() {
        final RoiMeanFill16Kernel kernel = new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.BF16);
        final Shape shape = new Shape(1, 32_776);
        final float[] x = Filling.RAMP.floats(49 * 32_776, 1);
        final byte[] cells = Arrays.copyOfRange(KernelInputs.cells(3, 2), 98, 147); // a random row
        AccuracyCheck.sameBits("many channels",
                Precision.BF16.toFloats(KernelHarness.launchLarge(kernel, shape, x, cells).bytes("out")),
                RoiMeanFillReference.rounded(kernel, shape, x, cells));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.BF16), new Shape(5, 264),
                Filling.RANDOM.floats(5 * 49 * 264, 1), KernelInputs.cells(5, 2));
    }

    @Test
    void textsDifferInTheTypeAlone() {
        assertEquals(new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.FP16).source().text(),
                new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.BF16).source().text().replace("bf16", "f16"));
    }

    @Test
    void refusesWhatIsOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 8));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 12));
    }
}
