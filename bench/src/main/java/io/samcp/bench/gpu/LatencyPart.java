package io.samcp.bench.gpu;

import io.samcp.app.verify.CaseRun;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.model.Fusion;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.graph.Plan;
import io.samcp.simulator.driver.StandInDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Latency of the head at real size, feature levels on the device to results in host memory: host clock around launch and synchronize,
 * one call at a time, L2 as the call before left it.
 */
final class LatencyPart implements Part {

    private static final int WARM_UP = 20;
    private static final int MOST = 400;
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final int LEAST = 3;

    /** Without a GPU, forward passes of this size take seconds: only those in FP32 and with libraries are rehearsed. */
    private boolean rehearsal;

    @Override
    public void rehearse(StandInDriver driver) {
        rehearsal = true;
    }

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final List<String> lines = new ArrayList<>();
        final Map<String, Object> figures = new LinkedHashMap<>();
        try (GoldenFolder goldens = bundle.goldens()) {
            for (final Path file : Bundle.fullCases(goldens)) {
                measure(file, device, ModelOptions.exact(), lines, figures);
                if (!rehearsal) {
                    measure(file, device, ModelOptions.exact().withPersistent(true), lines, figures);
                    for (final Precision precision : List.of(Precision.BF16, Precision.FP16)) {
                        final ModelOptions options = ModelOptions.of(false, precision);
                        measure(file, device, options, lines, figures);
                        measure(file, device, options.withFusion(Fusion.TENSOR_CORES), lines, figures);
                        measure(file, device, options.withPersistent(true), lines, figures);
                    }
                }
                measure(file, device, ModelOptions.of(true, Precision.FP32), lines, figures);
                measure(file, device, ModelOptions.of(true, Precision.TF32), lines, figures);
            }
        }
        return new Answer(!figures.isEmpty(), lines, figures);
    }

    private static void measure(Path file, Device device, ModelOptions options, List<String> lines, Map<String, Object> figures) {
        final String precision = options.precision() + (options.persistent() ? ", one launch" : "")
                + (options.fusion() == Fusion.TENSOR_CORES ? ", without clusters" : "");
        try (CaseRun run = CaseRun.open(file, device, options)) {
            final long planning = System.nanoTime();
            run.inference().runBlocking(run.input());
            final double firstSeconds = (System.nanoTime() - planning) * 1e-9;
            final Plan plan = run.inference().plan(run.input());
            final long calls = plan.work().stream().filter(LibraryWork.class::isInstance).count();
            if (options.libraries() && calls == 0) {
                return; // the plan is the one that was measured without them
            }
            final long[] nanos = measure(device, plan);
            lines.add(String.format(Locale.ROOT,
                    "head, %s, %s, %d patches, %d steps, %d of them by libraries: p50 %.1f us, p99 %.1f us, least %.1f us of %d; first call with planning %.2f s",
                    run.name(), precision, run.input().patches().count(), plan.work().size(), calls, micros(nanos, 0.5),
                    micros(nanos, 0.99),
                    micros(nanos, 0), nanos.length, firstSeconds));
            figures.put(run.name() + " " + precision + (options.libraries() ? " libraries" : ""),
                    Map.of("patches", run.input().patches().count(), "steps",
                            plan.work().size(), "librarySteps", calls, "p50Micros", micros(nanos, 0.5), "p99Micros", micros(nanos, 0.99),
                            "leastMicros", micros(nanos, 0), "calls", nanos.length, "firstSeconds", firstSeconds));
        }
    }

    /** Sorted. */
    private static long[] measure(Device device, Plan plan) {
        try (DeviceStream stream = device.openStream()) {
            final long begin = System.nanoTime();
            for (int i = 0; i < WARM_UP && System.nanoTime() - begin < MOST_NANOS; i++) {
                plan.launchAsync(stream);
                stream.synchronizeBlocking();
            }
            final long[] nanos = new long[MOST];
            final long start = System.nanoTime();
            int calls = 0;
            while (calls < MOST && (calls < LEAST || System.nanoTime() - start < MOST_NANOS)) {
                final long before = System.nanoTime();
                plan.launchAsync(stream);
                stream.synchronizeBlocking();
                nanos[calls++] = System.nanoTime() - before;
            }
            final long[] measured = Arrays.copyOf(nanos, calls);
            Arrays.sort(measured);
            return measured;
        }
    }

    private static double micros(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] * 1e-3;
    }
}
