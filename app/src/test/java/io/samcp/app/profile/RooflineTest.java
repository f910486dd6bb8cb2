package io.samcp.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.counters.Counts;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.counters.Pipe;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Floors and data sheets. */
final class RooflineTest {

    private static final Gpu H100 = GpuTable.named("h100").orElseThrow();

    private static LaunchCounters counters(long bytes, Map<Pipe, Long> operations) {
        final Map<Pipe, Long> all = new EnumMap<>(Pipe.class);
        for (final Pipe pipe : Pipe.values()) {
            all.put(pipe, operations.getOrDefault(pipe, 0L));
        }
        return new LaunchCounters(new Counts(), new TreeMap<>(), Map.of(), all, bytes, 0);
    }

    @Test
    void knowsWhatBindsAKernel() {
        final Roofline copy = Roofline.of(counters(3_350_000, Map.of(Pipe.FP32, 3_350_000L)), H100);
        assertTrue(copy.memoryBound());
        assertEquals(1, copy.intensity(), 1e-12);
        assertEquals(1e-6, copy.seconds(), 1e-15, "3.35 MB at 3.35 TB/s");
        assertEquals(3.35e12, copy.attainable(), 1);
        assertEquals(20, copy.ridge(), 1e-9, "67 TFLOP/s over 3.35 TB/s");
        final Roofline product = Roofline.of(counters(1000, Map.of(Pipe.TENSOR_16, 989_500_000L, Pipe.FP32, 1_000_000L)), H100);
        assertFalse(product.memoryBound());
        assertEquals(Pipe.TENSOR_16, product.pipe());
        assertEquals(1e-6, product.seconds(), 1e-15);
    }

    @Test
    void leavesIntegersOut() {
        final Roofline integers = Roofline.of(counters(0, Map.of(Pipe.INTEGER, 1_000_000_000L)), H100);
        assertEquals(0, integers.seconds());
        assertEquals(0, integers.attainable());
        assertEquals(Double.POSITIVE_INFINITY, integers.intensity());
    }

    @Test
    void gpusArePlausible() {
        assertTrue(GpuTable.all().size() >= 6);
        for (final Gpu gpu : GpuTable.all()) {
            // 128 lanes of a multiprocessor (64 before sm_86), an fma each
            final int lanes = gpu.architecture().target().equals("sm_80") ? 64 : 128;
            final double peak = 2.0 * lanes * gpu.multiprocessors() * gpu.megahertz() * 1e6;
            assertEquals(peak, gpu.peak(Pipe.FP32), 0.02 * peak, gpu.name());
            assertTrue(gpu.peak(Pipe.TENSOR_16) >= gpu.peak(Pipe.TENSOR_TF32) && gpu.peak(Pipe.TENSOR_TF32) >= gpu.peak(Pipe.FP32),
                    gpu.name());
            assertTrue(gpu.bytesPerSecond() > 1e11 && gpu.bytesPerSecond() < 1e13, gpu.name());
        }
    }

    @Test
    void saysWhyOccupancyIsNotKnown() {
        final Residency refused = Residency.of("x.ptx", ".version 8.0\n.target sm_80\nnonsense\n", "k", LaunchGeometry.of(1, 32), H100);
        assertEquals(null, refused.occupancy());
        assertTrue(refused.unknown().contains("sm_90"), refused.unknown());
    }
}
