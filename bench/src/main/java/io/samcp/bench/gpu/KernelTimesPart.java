package io.samcp.bench.gpu;

import io.samcp.app.verify.CaseRun;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.kernels.Cost;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.model.Fusion;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.Work;
import io.samcp.runtime.graph.Plan;
import io.samcp.simulator.driver.StandInDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of the head goes: each kernel at each shape of the plan alone, many copies in one graph, time divided by their number, so
 * that the launch from the host is spread out. Operands stay in L2 where they fit, which flatters bandwidth.
 */
final class KernelTimesPart implements Part {

    private static final int COPIES = 50;
    private static final int LAUNCHES = 5;
    private static final double SLOW_MICROS = 2000;

    /** One kernel at one shape. */
    private record Timed(String kernel, String shape, int calls, double micros, Cost cost) {

        double total() {
            return calls * micros;
        }
    }

    /** Without a GPU, kernels at this size take long: only those of FP32 are rehearsed. */
    private boolean rehearsal;

    @Override
    public void rehearse(StandInDriver driver) {
        rehearsal = true;
    }

    @Override
    public Answer ask(Device device, Bundle bundle) {
        try (GoldenFolder goldens = bundle.goldens()) {
            final List<Path> cases = Bundle.fullCases(goldens);
            final Path file = cases.stream().filter(c -> c.toString().contains("c150")).findFirst().orElse(cases.getFirst());
            final List<String> lines = new ArrayList<>();
            final Map<String, Object> figures = new LinkedHashMap<>();
            final ModelOptions sixteen = ModelOptions.of(false, Precision.BF16);
            for (final ModelOptions options : rehearsal
                    ? List.of(ModelOptions.exact())
                    : List.of(ModelOptions.exact(), sixteen, sixteen.withFusion(Fusion.TENSOR_CORES))) {
                try (CaseRun run = CaseRun.open(file, device, options)) {
                    run.inference().runBlocking(run.input());
                    final String without = options.fusion() == Fusion.CLUSTERS ? "" : " without clusters";
                    add(run.name() + " " + options.precision() + without, time(device, run.inference().plan(run.input())), lines, figures);
                }
            }
            return new Answer(!figures.isEmpty(), lines, figures);
        }
    }

    private static List<Timed> time(Device device, Plan plan) {
        final Map<String, List<KernelWork<?>>> alike = new LinkedHashMap<>();
        for (final Work step : plan.work()) {
            if (step instanceof KernelWork<?> kernel) {
                alike.computeIfAbsent(kernel.kernel().name() + " " + kernel.shape(), k -> new ArrayList<>()).add(kernel);
            }
        }
        final List<Timed> times = new ArrayList<>();
        try (DeviceStream stream = device.openStream()) {
            alike.values().forEach(same -> times.add(time(device, stream, same.getFirst(), same.size())));
        }
        times.sort(Comparator.comparingDouble(Timed::total).reversed());
        return times;
    }

    private static <S> Timed time(Device device, DeviceStream stream, KernelWork<S> work, int calls) {
        final double once = micros(device, stream, work, 1, 1);
        final double micros = once > SLOW_MICROS ? once : micros(device, stream, work, COPIES, LAUNCHES);
        return new Timed(work.kernel().name(), work.shape().toString().replaceFirst("^Shape", ""), calls, micros,
                work.kernel().cost(work.shape()));
    }

    /** The fastest of some launches, per copy. */
    private static double micros(Device device, DeviceStream stream, Work work, int copies, int launches) {
        try (Executable many = device.prepare("copies", Collections.nCopies(copies, work))) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i <= launches; i++) { // one more than counts, to warm up
                final long start = System.nanoTime();
                stream.launchAsync(many);
                stream.synchronizeBlocking();
                final double each = (System.nanoTime() - start) * 1e-3 / copies;
                best = i == 0 ? best : Math.min(best, each);
            }
            return best;
        }
    }

    private static void add(String name, List<Timed> times, List<String> lines, Map<String, Object> figures) {
        final double all = times.stream().mapToDouble(Timed::total).sum();
        final List<Map<String, Object>> rows = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s: kernels one by one take %.1f us", name, all));
        lines.add(String.format(Locale.ROOT, "%-42s %5s %10s %10s %6s %9s %10s", "kernel", "calls", "us each", "us all", "share", "GB/s",
                "GFLOP/s"));
        for (final Timed t : times) {
            lines.add(String.format(Locale.ROOT, "%-42s %5d %10.2f %10.1f %5.1f%% %9.1f %10.1f  %s", t.kernel(), t.calls(), t.micros(),
                    t.total(), 100 * t.total() / all, t.cost().bytes() * 1e-3 / t.micros(), t.cost().flops() * 1e-3 / t.micros(),
                    t.shape()));
            rows.add(Map.of("kernel", t.kernel(), "shape", t.shape(), "calls", t.calls(), "microsEach", t.micros(), "bytes",
                    t.cost().bytes(), "flops", t.cost().flops()));
        }
        figures.put(name, Map.of("microsAll", all, "kernels", rows));
    }
}
