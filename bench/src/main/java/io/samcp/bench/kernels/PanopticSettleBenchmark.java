package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.kernels.merging.PanopticSettleKernel;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Segments and maps of a 480 x 640 image. */
public class PanopticSettleBenchmark extends KernelBenchmark {

    private static final int WORDS = 9600;

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private int[] owners;
    private int[] values;

    /** Prepares the launch. */
    @Setup
    public void open() {
        owners = new int[480 * 640];
        for (int p = 0; p < owners.length; p++) {
            owners[p] = p / 40 % count;
        }
        values = new int[count];
        final int[] ones = new int[count];
        Arrays.fill(ones, 1);
        final int[] numbers = MergingReference.numbers(owners, 480, 640);
        launch(new PanopticSettleKernel(PanopticSettleKernel.BEST),
                new PanopticSettleKernel.Shape(numbers.length / PanopticClaimKernel.PLANES, owners.length, count, 80, 133, 0.8, true),
                values,
                values, new int[]{count}, ones, ones, numbers, BenchmarkRequests.of(150, 203, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.map(new PanopticPaintKernel.Shape(WORDS, owners.length, count, 133, true), owners, values);
    }
}
