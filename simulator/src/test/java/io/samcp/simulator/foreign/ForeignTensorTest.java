package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.parse.PtxSyntaxException;
import io.samcp.simulator.launch.LaunchArgument.Scalar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tensor cores and asynchronous copies. The values are small integers, so that sums are exact in any order. */
final class ForeignTensorTest {

    private final Random random = new Random(7);

    private short[] halves(int n) {
        final short[] values = new short[n];
        for (int i = 0; i < n; i++) {
            values[i] = Float.floatToFloat16(random.nextInt(33) - 16);
        }
        return values;
    }

    /** Of a matrix of 16 x 16 and one of 16 x {@code columns}, both by rows. */
    private static float[] product(short[] a, short[] b, int columns) {
        final float[] c = new float[16 * columns];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < 16; k++) {
                c[i] += Float.float16ToFloat(a[i / columns * 16 + k]) * Float.float16ToFloat(b[k * columns + i % columns]);
            }
        }
        return c;
    }

    @Test
    void fragmentsByHand() {
        final short[] a = halves(256);
        final short[] b = halves(128);
        final float[] expected = product(a, b, 8);
        ForeignProgram.run("mma", LaunchGeometry.of(1, 32), List.of(in(a), in(b), out(512)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 2)));
    }

    /** CUDA's older way to tensor cores hides where a fragment's elements are; the engine says so about all of its instructions. */
    @Test
    void wmmaIsReported() {
        final PtxSyntaxException fault = assertThrows(PtxSyntaxException.class, () -> ForeignProgram.run("wmma", "wmma_product",
                LaunchGeometry.of(1, 32), List.of(in(halves(256)), in(halves(256)), out(1024)), launch -> {
                    throw new AssertionError("it ran");
                }));
        for (final String opcode : List.of("wmma.load.a", "wmma.load.b", "wmma.mma", "wmma.store.d")) {
            assertTrue(fault.getMessage().contains(opcode), () -> opcode + " in: " + fault.getMessage());
        }
    }

    @Test
    void copiesInTwoStages() {
        final int tiles = 3;
        final float[] values = new float[tiles * 256];
        final float[] expected = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        for (int i = 0; i < tiles * 64; i++) {
            final int from = 4 * (i / 64 * 64 + 63 - i % 64);
            expected[4 * i] = values[from] * 2;
            expected[4 * i + 1] = values[from + 1] + 1;
            expected[4 * i + 2] = values[from + 2];
            expected[4 * i + 3] = values[from + 3];
        }
        ForeignProgram.run("pipeline", LaunchGeometry.of(1, 64), List.of(in(values), out(4L * values.length), Scalar.of(tiles)),
                launch -> assertArrayEquals(expected, ForeignProgram.floats(launch, 1)));
    }

    @Test
    void producersAndConsumers() {
        final int rounds = 4;
        final int[] values = random.ints(32L * rounds).toArray();
        final int[] expected = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            expected[i] = values[i / 32 * 32 + 31 - i % 32] + i / 32;
        }
        ForeignProgram.run("barriers", LaunchGeometry.of(1, 64), List.of(in(values), out(4L * values.length), Scalar.of(rounds)),
                launch -> assertArrayEquals(expected, ForeignProgram.ints(launch, 1)));
    }
}
