package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.ints;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.LaunchGeometry;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warp primitives and cooperative groups. */
final class ForeignWarpTest {

    private final Random random = new Random(4);

    /** A bit for each lane that passes. */
    private static int lanes(int from, IntPredicate test) {
        return IntStream.range(from, 32).filter(test).map(k -> 1 << k).reduce(0, (a, b) -> a | b);
    }

    @Test
    void warps() {
        final int warps = 3;
        final int[] a = random.ints(32L * warps, -500, 500).toArray();
        Arrays.fill(a, 32, 64, -77);
        a[70] = 5;
        final int[] expected = new int[13 * a.length];
        for (int warp = 0; warp < warps; warp++) {
            final int[] x = Arrays.copyOfRange(a, 32 * warp, 32 * warp + 32);
            final boolean same = Arrays.stream(x).map(v -> v >> 31).distinct().count() == 1;
            for (int k = 0; k < 32; k++) {
                final int lane = k;
                final int[] o = {Arrays.stream(x).sum(), Arrays.stream(x, 0, k + 1).sum(), k % 8 + 3 < 8 ? x[k + 3] : x[k], x[k * 7 & 31],
                    lanes(0, j -> x[j] > 0), (Arrays.stream(x).anyMatch(v -> v == 5) ? 2 : 0) + 1,
                    lanes(0, j -> (x[j] & 3) == (x[lane] & 3)),
                    same ? -1 : 0, Arrays.stream(x).sum() + Arrays.stream(x).max().orElseThrow(),
                    Arrays.stream(x).reduce(0, (p, q) -> p ^ q),
                    k < 10 ? 10 : Arrays.stream(x, 10, 32).map(v -> v & 0xFFF).min().orElseThrow(),
                    k < 10 ? x[9 - k] : lanes(10, j -> (j & 1) != 0),
                    x[k] + x[k ^ 1]};
                System.arraycopy(o, 0, expected, 13 * (32 * warp + k), 13);
            }
        }
        ForeignProgram.run("warps", LaunchGeometry.of(1, a.length), List.of(in(a), out(52L * a.length)),
                launch -> assertArrayEquals(expected, ints(launch, 1)));
    }

    @Test
    void groups() {
        final int n = 96;
        final int[] a = random.ints(n, -500, 500).toArray();
        final int[] expected = IntStream.range(0, n / 8).map(g -> Arrays.stream(a, 8 * g, 8 * g + 8).sum()).toArray();
        final long odd = Arrays.stream(a).filter(x -> (x & 1) != 0).count();
        ForeignProgram.run("groups", LaunchGeometry.of(1, n), List.of(in(a), out(n / 2), in(new int[1])), launch -> {
            assertArrayEquals(expected, ints(launch, 1));
            assertEquals(odd, ints(launch, 2)[0]);
        });
    }
}
