package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.copy.CopyKernel;
import io.samcp.kernels.copy.CopyKernel.Shape;
import io.samcp.kernels.copy.CopyReference;
import io.samcp.runtime.EngineOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words copied and cleared. */
final class CopyKernelTest {

    private static final CopyKernel KERNEL = new CopyKernel(CopyKernel.BEST);

    /** The last size goes round the grid a second time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 257, 1000, 1024 * 256 + 5})
    void equalsPlainLoops(int words) {
        final int[] x = new Random(words).ints(words).toArray();
        for (final boolean copies : new boolean[]{true, false}) {
            final Shape shape = new Shape(words, copies);
            assertArrayEquals(CopyReference.plain(shape, x),
                    KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, copies ? x : new int[0]).ints("y"));
        }
    }

    /** However many turns the blocks take. */
    @Test
    void movesEachWordOnce() {
        final Shape shape = new Shape(2048, true);
        assertEquals(KERNEL.cost(shape).bytes(), LaunchCounts.of(AdaptedKernel.withFewerBlocks(KERNEL, 2), shape).total().sectorBytes());
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(1000, true), new Random(1).ints(1000).toArray());
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, true));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE - 1024 * 256 + 1, true));
    }
}
