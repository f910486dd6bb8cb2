package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.layers.operation.InstanceMerge;
import io.samcp.layers.operation.PanopticMerge;
import io.samcp.runtime.Devices;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.simulator.LaunchObserver;
import io.samcp.simulator.SimulatedDevice;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Merging as the model's graph launches it, by either way: what comes out is the same, and what it costs is counted. With the environment
 * variable {@code SAMCP_MERGING=model} the image is as large as in the model (480 x 640, 150 patches, 100 results), and the counts are
 * printed.
 */
final class MergingLaunchesTest {

    private static final boolean MODEL = "model".equals(System.getenv("SAMCP_MERGING"));
    private static final int HEIGHT = MODEL ? 480 : 96;
    private static final int WIDTH = MODEL ? 640 : 128;
    private static final int PATCHES = MODEL ? 150 : 60;
    private static final int RESULTS = MODEL ? 100 : 40;
    private static final int WORDS = HEIGHT * WIDTH / 32;

    /** A launch and what it did. */
    private record Launched(String kernel, String text, long cost, LaunchCounters counters) {

        /** Conflicts below the label of the loop over tiles, where there is one. */
        long conflictsOfTiles() {
            final long loop = text.lines().takeWhile(line -> !line.equals("NEXT_SPAN:")).count();
            return counters.lines().tailMap((int) loop).values().stream()
                    .mapToLong(c -> c.get(Counter.WAVEFRONTS) - c.get(Counter.IDEAL_WAVEFRONTS)).sum();
        }

        long sectorBytes() {
            return 32 * counters.total().get(Counter.SECTORS);
        }

        long conflicts() {
            return counters.total().get(Counter.WAVEFRONTS) - counters.total().get(Counter.IDEAL_WAVEFRONTS);
        }
    }

    /** Counts everything; can put the first rung in the place of the one in use. */
    private record Recorder(boolean first, List<Launched> launched) implements LaunchObserver {

        @Override
        public KernelWork<?> choose(KernelWork<?> work) {
            return first && work.kernel() instanceof MaskMergeKernel
                    ? new KernelWork<>(work.label(), new MaskMergeKernel(MaskMergeKernel.Version.V1_BLOCK_PER_RESULT),
                            (MaskMergeKernel.Shape) work.shape(), work.buffers())
                    : work;
        }

        @Override
        public boolean counts(KernelWork<?> work) {
            return true;
        }

        @Override
        public void launched(KernelWork<?> work, LaunchCounters counters) {
            launched.add(launched(work, work.kernel().name(), counters));
        }

        private static <S> Launched launched(KernelWork<S> work, String name, LaunchCounters counters) {
            return new Launched(name, work.kernel().source().text(), work.kernel().cost(work.shape()).bytes(), counters);
        }
    }

    private static HostTensor ints(int[] values) {
        return HostTensor.ofInts(TensorShape.of(values.length), values);
    }

    /** Both operations, for results at most {@code max} of which {@link #RESULTS} are there. */
    private static Map<String, int[]> run(int max, Recorder recorder) {
        final int rows = RESULTS + 3;
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        final int[] queries = new int[max];
        final int[] labels = new int[max];
        for (int k = 0; k < RESULTS; k++) {
            queries[k] = (k * 7 + 2) % RESULTS;
            labels[k] = k * 11 % 133;
        }
        final int[] record = RequestRecords.withNetwork(RequestRecords.of(PATCHES, rows, HEIGHT, WIDTH), 1, 1, WIDTH, HEIGHT);
        inputs.put("query", ints(queries));
        inputs.put("label", ints(labels));
        inputs.put("count", ints(new int[]{RESULTS}));
        inputs.put("selected", HostTensor.ofInts(TensorShape.of(rows, Math.ceilDiv(PATCHES, 32)),
                MergingInputs.selection(rows, PATCHES, 3)));
        inputs.put("planes", ints(MergingInputs.rectangles(PATCHES, HEIGHT, WIDTH)));
        inputs.put("boxes", HostTensor.ofFloats(TensorShape.of(PATCHES, 4), KernelInputs.boxes(PATCHES, WIDTH, HEIGHT, 9)));
        inputs.put("request", ints(record));
        final GraphBuilder g = new GraphBuilder("merging");
        final Map<String, Value> v = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> v.put(name, g.input(name, tensor.type(), tensor.shape().dims().toArray())));
        final List<Value> instances = g.apply("instances", new InstanceMerge(2, max), InstanceMerge.RESULTS, v.get("query"), v.get("count"),
                v.get("selected"), v.get("planes"), v.get("boxes"), v.get("request"));
        final List<Value> maps = g.apply("maps", new PanopticMerge(80, 133, max, 0.1, true), PanopticMerge.RESULTS, v.get("query"),
                v.get("label"), v.get("count"), v.get("selected"), v.get("planes"), v.get("request"));
        g.output("area", instances.get(2));
        g.output("masks", instances.get(3));
        g.output("segments", maps.get(0));
        g.output("segment_count", maps.get(1));
        g.output("map", maps.get(2));
        g.output("semantic", maps.get(3));
        final Map<String, int[]> out = new LinkedHashMap<>();
        try (EngineDevice device = Devices.engine(EngineOptions.allCores())) {
            ((SimulatedDevice) device).observe(recorder);
            try (DeviceParameters none = new DeviceParameters(device, name -> {
                throw new IllegalArgumentException("no parameter '" + name + "'");
            });
                    Plan plan = Plan.of(g.build(), device, none,
                            new Dimensions(
                                    Map.of(Symbols.PATCHES, PATCHES, Symbols.PLANE_WORDS, WORDS, Symbols.MAP_PIXELS, HEIGHT * WIDTH)),
                            new PlanOptions(false, false));
                    DeviceStream stream = device.openStream()) {
                inputs.forEach(plan::write);
                plan.launchAsync(stream);
                stream.synchronizeBlocking();
                plan.graph().outputs().keySet().forEach(name -> out.put(name, plan.output(name).toInts()));
            }
        }
        final int segments = out.get("segment_count")[0];
        assertTrue(segments > 3, "segments: " + segments);
        out.replace("segments", Arrays.copyOf(out.get("segments"), 5 * segments));
        out.replace("area", Arrays.copyOf(out.get("area"), RESULTS));
        out.replace("masks", Arrays.copyOf(out.get("masks"), RESULTS * WORDS));
        return out;
    }

    private static List<Launched> print(String title, List<Launched> launched) {
        if (MODEL) {
            System.out.println(title);
            launched.forEach(l -> System.out.printf("%-45s %,12d instructions %,12d B once %,12d B in sectors %,12d cost %,8d conflicts%n",
                    l.kernel(),
                    l.counters().total().get(Counter.WARPS), l.counters().distinctBytes(), l.sectorBytes(), l.cost(), l.conflicts()));
        }
        return launched;
    }

    @Test
    void bothWaysGiveTheSameAndTheShortOneMovesLess() {
        final Recorder masks = new Recorder(true, new ArrayList<>());
        final Recorder planes = new Recorder(false, new ArrayList<>());
        final Map<String, int[]> through = run(256, masks);
        run(RESULTS, planes).forEach((name, values) -> assertArrayEquals(through.get(name), values, name));

        final List<Launched> before = print("through masks", masks.launched());
        final List<Launched> after = print("without masks", planes.launched());
        assertEquals(List.of("maskmerge_u32_v1_block_per_result", "instancebox_f32_v1_warp_per_result", "maskmerge_u32_v1_block_per_result",
                "panopticowner_u32_v1_thread_per_word", "panopticaccept_u32_v1_one_thread", "panopticpaint_u32_v1_thread_per_pixel"),
                before.stream().map(Launched::kernel).toList());
        assertEquals(List.of("maskmerge_u32_v2_planes_once", "instancebox_f32_v1_warp_per_result", "panopticclaim_u32_v1_planes_once",
                "panopticsettle_u32_v1_four_pixels_per_lane"), after.stream().map(Launched::kernel).toList());
        for (final Launched launch : after) {
            final long once = launch.counters().distinctBytes();
            assertTrue(once <= launch.cost() + launch.cost() / 100, launch.kernel() + ": " + once + " bytes, floor " + launch.cost());
            assertTrue(launch.conflictsOfTiles() == 0 || !launch.text().contains("NEXT_SPAN:"),
                    launch.kernel() + ": bank conflicts once all is made ready");
        }
        assertTrue(2 * sectorBytes(after) < sectorBytes(before),
                "bytes in sectors: " + sectorBytes(before) + " became " + sectorBytes(after));
    }

    private static long sectorBytes(List<Launched> launched) {
        return launched.stream().mapToLong(Launched::sectorBytes).sum();
    }
}
