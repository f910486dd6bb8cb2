package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.kernels.merging.MergingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Masks of a hundred results at 480 x 640; the reference does one. */
public class MaskMergeBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_BLOCK_PER_RESULT", "V2_PLANES_ONCE"})
    public String version;

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] planes;
    private int[] selected;
    private int[] queries;

    /** Prepares the launch. */
    @Setup
    public void open() {
        planes = BenchmarkInputs.words(patches * 9600, 1);
        selected = BenchmarkInputs.words((53 + patches) * Math.ceilDiv(patches, 32), 2);
        sparse();
        queries = new int[100];
        final MaskMergeKernel.Version rung = MaskMergeKernel.Version.valueOf(version);
        final MaskMergeKernel.Shape shape = new MaskMergeKernel.Shape(53 + patches, patches, planes.length, 9600, 100, 53);
        final int[] request = BenchmarkRequests.of(patches, 53 + patches, 480, 640);
        if (rung == MaskMergeKernel.Version.V1_BLOCK_PER_RESULT) {
            launch(new MaskMergeKernel(rung), shape, queries, new int[]{100}, selected, planes, request);
        } else {
            launch(new MaskMergeKernel(rung), shape, queries, new int[]{100}, selected, planes, request, new int[100]);
        }
    }

    /** Every eighth patch of a row. */
    private void sparse() {
        for (int i = 0; i < selected.length; i++) {
            selected[i] &= 0x01010101;
        }
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.mask(selected, planes, 9600);
    }
}
