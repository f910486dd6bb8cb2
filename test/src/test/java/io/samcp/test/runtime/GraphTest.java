package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.Gemm;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.simulator.SimulatedDevice;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Description, shapes, lifetimes, memory and execution of small graphs. */
final class GraphTest {

    private static final PlanOptions PTX = new PlanOptions(false, false);
    private static final PlanOptions WITH_TAPS = new PlanOptions(false, true);
    private static final Dimensions FOUR = new Dimensions(Map.of("N", 4));

    /** {@code x} doubled {@code steps} times; every step is tapped, and one node beside the way leads nowhere. */
    private static Graph doubling(int steps) {
        final GraphBuilder g = new GraphBuilder("doubling");
        Value x = g.input("x", ElementType.F32, "N", 2);
        for (int i = 0; i < steps; i++) {
            x = g.apply("double " + i, Elementwise.ADD, x, x);
            g.tap("step." + i, x);
            g.apply("dead end " + i, Elementwise.ADD, x, x);
        }
        g.output("y", x);
        return g.build();
    }

    private static DeviceParameters parameters(Device device) {
        return new DeviceParameters(device, name -> {
            if (name.equals("w")) {
                return HostTensor.ofFloats(TensorShape.of(3, 2), 1, 0, 0, 1, 1, 1);
            }
            throw new IllegalArgumentException("no parameter '" + name + "'");
        });
    }

    private static float[] run(Device device, Plan plan, String result, float... x) {
        try (DeviceStream stream = device.openStream()) {
            plan.write("x", HostTensor.ofFloats(plan.input("x").shape(), x));
            plan.launchAsync(stream);
            if (result.equals("y")) {
                stream.synchronizeBlocking();
                return plan.output("y").toFloats();
            }
            final var operand = plan.taps().get(result);
            final float[] y = new float[(int) operand.type().shape().elements()];
            stream.downloadAsync(operand.buffer(), MemorySegment.ofArray(y));
            stream.synchronizeBlocking();
            return y;
        }
    }

    @Test
    void computesAgainAndAgain() {
        try (Device device = Devices.engine(EngineOptions.deterministic());
                DeviceParameters parameters = parameters(device);
                Plan plan = Plan.of(doubling(3), device, parameters, FOUR, PTX)) {
            assertArrayEquals(new float[]{8, 16, 24, 32, 40, 48, 56, 64}, run(device, plan, "y", 1, 2, 3, 4, 5, 6, 7, 8));
            assertArrayEquals(new float[]{-8, 0, 0, 0, 0, 0, 0, 4}, run(device, plan, "y", -1, 0, 0, 0, 0, 0, 0, 0.5f));
        }
    }

    @Test
    void reusesMemoryOfWhatIsNoLongerNeeded() {
        try (Device device = Devices.engine(EngineOptions.deterministic()); DeviceParameters parameters = parameters(device)) {
            final Dimensions large = new Dimensions(Map.of("N", 1 << 18));
            final long tensor = (long) Float.BYTES * 2 * (1 << 18);
            try (Plan plain = Plan.of(doubling(20), device, parameters, large, PTX);
                    Plan tapped = Plan.of(doubling(20), device, parameters, large, WITH_TAPS)) {
                assertTrue(plain.bytes() < 5 * tensor, "bytes of a chain: " + plain.bytes());
                assertTrue(tapped.bytes() >= 20 * tensor, "taps stay alive: " + tapped.bytes());
                assertEquals(1 + 20 + 1, plain.work().size(), "copy in, 20 nodes, copy out; nodes that lead nowhere are left out");
            }
        }
    }

    /** Tensors of half a megabyte keep their place four levels longer. */
    @Test
    void smallTensorsGiveWayLater() {
        final Dimensions small = new Dimensions(Map.of("N", 1 << 16));
        final long tensor = (long) Float.BYTES * 2 * (1 << 16);
        try (Device device = Devices.engine(EngineOptions.deterministic());
                DeviceParameters parameters = parameters(device);
                Plan plan = Plan.of(doubling(20), device, parameters, small, PTX)) {
            assertTrue(plan.bytes() > 6 * tensor && plan.bytes() < 9 * tensor, "bytes of a chain: " + plan.bytes());
        }
    }

    @Test
    void tapsCanBeReadAndChangeNothing() {
        try (Device device = Devices.engine(EngineOptions.deterministic());
                DeviceParameters parameters = parameters(device);
                Plan tapped = Plan.of(doubling(3), device, parameters, FOUR, WITH_TAPS)) {
            final float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
            assertArrayEquals(new float[]{2, 4, 6, 8, 10, 12, 14, 16}, run(device, tapped, "step.0", x));
            assertArrayEquals(new float[]{8, 16, 24, 32, 40, 48, 56, 64}, run(device, tapped, "y", x));
        }
    }

    @Test
    void parametersAreUploadedOnceAndFreed() {
        try (Device device = Devices.engine(EngineOptions.deterministic())) {
            final GraphBuilder g = new GraphBuilder("linear");
            final Value x = g.input("x", ElementType.F32, "N", 2);
            g.output("y", g.apply("linear", new Gemm(false, false, false), x, g.parameter("w")));
            final Graph graph = g.build();
            try (DeviceParameters parameters = parameters(device);
                    Plan one = Plan.of(graph, device, parameters, FOUR, PTX);
                    Plan two = Plan.of(graph, device, parameters, new Dimensions(Map.of("N", 1)), PTX)) {
                assertArrayEquals(new float[]{1, 2, 3}, run(device, two, "y", 1, 2));
                assertEquals(12, run(device, one, "y", 1, 2, 3, 4, 5, 6, 7, 8).length);
                assertEquals(24, parameters.bytes());
            }
            assertEquals(0, ((SimulatedDevice) device).allocatedBytes(), "everything is given back");
        }
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        try (Device device = Devices.engine(EngineOptions.deterministic()); DeviceParameters parameters = parameters(device)) {
            final GraphBuilder sizes = new GraphBuilder("sizes");
            sizes.output("y",
                    sizes.apply("sum", Elementwise.ADD, sizes.input("a", ElementType.F32, "N", 2), sizes.input("b", ElementType.F32, 3)));
            assertRefused("sizes", sizes.build(), device, parameters, FOUR);
            assertRefused("'N'", doubling(1), device, parameters, new Dimensions(Map.of()));
            final GraphBuilder missing = new GraphBuilder("missing");
            missing.output("y", missing.apply("linear", new Gemm(false, false, false), missing.input("x", ElementType.F32, "N", 2),
                    missing.parameter("not there")));
            assertRefused("not there", missing.build(), device, parameters, FOUR);
            assertEquals(0, ((SimulatedDevice) device).allocatedBytes(), "a plan that failed leaves nothing behind");
        }
    }

    private static void assertRefused(String message, Graph graph, Device device, DeviceParameters parameters, Dimensions dims) {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Plan.of(graph, device, parameters, dims, PTX));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void refusesNamesThatAreTakenOrUnknown() {
        final GraphBuilder g = new GraphBuilder("names");
        final Value x = g.input("x", ElementType.F32, 4);
        g.output("y", g.apply("sum", Elementwise.ADD, x, x));
        assertThrows(IllegalArgumentException.class, () -> g.output("y", x));
        g.tap("t", x);
        assertThrows(IllegalArgumentException.class, () -> g.tap("t", x));
        try (Device device = Devices.engine(EngineOptions.deterministic());
                DeviceParameters parameters = parameters(device);
                Plan plan = Plan.of(g.build(), device, parameters, FOUR, PTX)) {
            assertThrows(IllegalArgumentException.class, () -> plan.input("z"));
            assertThrows(IllegalArgumentException.class, () -> plan.output("z"));
        }
    }
}
