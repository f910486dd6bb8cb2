package io.samcp.test.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.app.verify.CaseRun;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.graph.Plan;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.golden.GoldenData;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A forward pass that breaks off in the middle leaves nothing behind that the next one could stumble on. */
final class BrokenRunTest {

    @Test
    void theNextRunHasAPlanOfItsOwn() {
        final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        try (SimulatedDevice device = (SimulatedDevice) Devices.engine(EngineOptions.allCores())) {
            device.observe(new LaunchObserver() {
                @Override
                public boolean counts(KernelWork<?> work) {
                    return false;
                }

                @Override
                public void launched(KernelWork<?> work, LaunchCounters counters) {
                    if (left.decrementAndGet() == 0) {
                        throw new IllegalStateException("broken off");
                    }
                }
            });
            try (CaseRun run = CaseRun.open(GoldenData.folder().path().resolve("case_p7.safetensors"), device,
                    ModelOptions.of(false, Precision.BF16))) {
                final Segmentation whole = run.inference().run(run.input());
                final Plan first = run.inference().plan(run.input());
                assertSame(first, run.inference().plan(run.input()), "plans are kept");
                final int allocations = device.openAllocations().size();
                left.set(20);
                final IllegalStateException broken = assertThrows(IllegalStateException.class, () -> run.inference().run(run.input()));
                assertEquals("broken off", broken.getMessage());
                left.set(Integer.MAX_VALUE);
                assertEquals(whole, run.inference().run(run.input()));
                assertNotSame(first, run.inference().plan(run.input()), "the plan that broke off");
                assertEquals(allocations, device.openAllocations().size(), "allocations: the broken plan gave its memory back");
            }
        }
    }
}
