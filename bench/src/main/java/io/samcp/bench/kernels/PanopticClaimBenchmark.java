package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticClaimKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Owners of the pixels of a 480 x 640 image, from planes of patches a sixteenth of the image each; the reference starts from masks. */
public class PanopticClaimBenchmark extends KernelBenchmark {

    private static final int WORDS = 9600;

    /** Patches. */
    @Param({"150"})
    public int patches;

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private int[] planes;

    /** Prepares the launch. */
    @Setup
    public void open() {
        planes = BenchmarkInputs.words(patches * WORDS, 1);
        for (int i = 0; i < planes.length; i++) {
            if ((i / WORDS * 7 & 15) != (i % WORDS / 600 & 15)) {
                planes[i] = 0; // each patch in one sixteenth of the rows
            }
        }
        final int[] selected = BenchmarkInputs.words((53 + patches) * Math.ceilDiv(patches, 32), 2);
        for (int i = 0; i < selected.length; i++) {
            selected[i] &= 0x01010101; // every eighth patch of a row
        }
        final int[] queries = new int[count];
        for (int k = 0; k < count; k++) {
            queries[k] = k;
        }
        launch(new PanopticClaimKernel(PanopticClaimKernel.BEST),
                new PanopticClaimKernel.Shape(53 + patches, patches, planes.length, WORDS, count), queries, new int[]{count}, selected,
                planes,
                BenchmarkRequests.of(patches, 53 + patches, 480, 640), new int[count], new int[count]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.owners(planes, count, 480, 640);
    }
}
