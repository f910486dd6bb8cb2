package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.launch.LaunchArgument;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clusters, as CUDA's cooperative groups use them. */
final class ForeignClusterTest {

    private static final int BLOCKS = 8;
    private static final int THREADS = 64;
    private static final int CLUSTER = 4;
    private static final int VALUES = 1500;

    @Test
    void aHistogramOverTheSharedMemoryOfAllBlocks() {
        final int[] values = new Random(7).ints(VALUES, 0, 1 << 20).toArray();
        final int[] histogram = new int[CLUSTER * THREADS];
        final int[][] ofCluster = new int[BLOCKS / CLUSTER][CLUSTER * THREADS];
        for (int i = 0; i < VALUES; i++) {
            histogram[values[i] & 255]++;
            ofCluster[i / THREADS % BLOCKS / CLUSTER][values[i] & 255]++;
        }
        final int[] next = IntStream.range(0, BLOCKS * THREADS).map(i -> {
            final int rank = (i / THREADS + 1) % CLUSTER;
            return ofCluster[i / THREADS / CLUSTER][rank * THREADS + 63 - i % THREADS] + 1_000_000 * rank;
        }).toArray();
        ForeignProgram.run("clusters", LaunchGeometry.of(BLOCKS, THREADS), List.of(in(values),
                LaunchArgument.Buffer.zeros("histogram", 4L * histogram.length), out(4L * next.length), LaunchArgument.Scalar.of(VALUES)),
                launch -> {
                    assertArrayEquals(histogram, ForeignProgram.ints(launch, 1));
                    assertArrayEquals(next, ForeignProgram.ints(launch, 2));
                });
    }
}
