package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.verify.CaseRun;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.model.Fusion;
import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.FusedAffinity;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Check;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Value;
import io.samcp.test.golden.GoldenData;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The graph on tensor cores: how small it is, and that it runs alike as many launches and as one. */
final class TensorCoresTest {

    private static final String LAST = "bbox_head.logits";

    /** Nodes up to the logits of the released model, and how many of them stand one behind the other at most. */
    private record Size(int nodes, int phases) {}

    private static Size head(Precision precision, Fusion fusion) {
        final ModelConfiguration config = ModelConfiguration.r50Coco();
        final Graph graph = ModelGraph.in(precision, fusion, config, ModelGraph.of(config, ImageInput.DEFAULT,
                new ModelGraph.Variant(ModelGraph.Entry.FEATURES, ModelGraph.RoiMaskSource.GIVEN, false)).withoutTaps());
        final List<Node> needed = new ArrayList<>();
        final Set<Value> wanted = new HashSet<>(graph.outputs().values());
        for (final Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.inputs());
                needed.addFirst(node);
            }
        }
        while (!needed.getLast().label().equals(LAST)) {
            needed.removeLast(); // merging
        }
        final Map<Value, Integer> made = new HashMap<>();
        int phases = 0;
        for (final Node node : needed) {
            final int phase = node.inputs().stream().mapToInt(v -> made.getOrDefault(v, 0)).max().orElse(0) + 1;
            node.outputs().forEach(v -> made.put(v, phase));
            phases = Math.max(phases, phase);
        }
        return new Size(needed.size(), phases);
    }

    /** The figures stand in docs/kernels/persistent.md. */
    @Test
    void theHeadHasFewNodes() {
        assertEquals(new Size(211, 123), head(Precision.FP32, Fusion.CLUSTERS));
        assertEquals(head(Precision.FP32, Fusion.CLUSTERS), head(Precision.TF32, Fusion.CLUSTERS));
        assertEquals(new Size(374, 209), head(Precision.BF16, Fusion.NONE));
        assertEquals(new Size(138, 80), head(Precision.BF16, Fusion.TENSOR_CORES));
        assertEquals(new Size(90, 51), head(Precision.BF16, Fusion.CLUSTERS));
        assertEquals(head(Precision.BF16, Fusion.CLUSTERS), head(Precision.FP16, Fusion.CLUSTERS));
    }

    @ParameterizedTest
    @EnumSource(names = {"TF32", "BF16"})
    void runsAlikeAsOneLaunch(Precision precision) {
        final ModelOptions many = ModelOptions.of(false, precision).withFusion(Fusion.TENSOR_CORES);
        final Segmentation expected = run(EngineOptions.allCores(), many, "case_p7");
        assertTrue(!expected.instances().isEmpty(), "instances");
        assertEquals(expected, run(EngineOptions.allCores(), many.withPersistent(true), "case_p7"));
        assertEquals(expected, run(EngineOptions.deterministic(), many, "case_p7"));
    }

    /** On clusters: blocks of several of them at a time, or one cluster after the other. */
    @Test
    void clustersMayRunInAnyOrder() {
        final ModelOptions options = ModelOptions.of(false, Precision.BF16);
        assertEquals(run(EngineOptions.deterministic(), options, "case_p7"), run(EngineOptions.allCores(), options, "case_p7"));
    }

    /** One product after the other, tensor cores in TF32 give the bits of rounded operands in f32. */
    @Test
    void floatsAreRoundedOnTheWay() {
        final ModelOptions options = ModelOptions.of(false, Precision.TF32);
        assertEquals(run(EngineOptions.deterministic(), options.withFusion(Fusion.NONE), "case_p7"),
                run(EngineOptions.deterministic(), options, "case_p7"));
    }

    /** With one patch; kernels' own tests have the other sizes. */
    @Test
    void runsCleanUnderAllChecks() {
        final ModelOptions many = ModelOptions.of(false, Precision.BF16);
        assertEquals(run(EngineOptions.allCores(), many, "case_p1"),
                run(EngineOptions.allCores().withChecks(Check.all()), many, "case_p1"));
    }

    private static Segmentation run(EngineOptions engine, ModelOptions options, String name) {
        try (Device device = Devices.engine(engine);
                CaseRun run = CaseRun.open(GoldenData.folder().path().resolve(name + ".safetensors"), device, options)) {
            return run.inference().run(run.input());
        }
    }

    /** Of the kernels of a forward pass, all in one. */
    @ParameterizedTest
    @EnumSource(names = {"FP32", "TF32", "BF16"})
    void assemblesAsOneLaunchWithoutSpills(Precision precision) {
        try (Device device = Devices.engine(EngineOptions.deterministic());
                CaseRun run = CaseRun.open(GoldenData.folder().path().resolve("case_p7.safetensors"), device,
                        ModelOptions.of(false, precision).withPersistent(true))) {
            final PersistentWork launch = run.inference().plan(run.input()).work().stream().filter(PersistentWork.class::isInstance)
                    .map(PersistentWork.class::cast).findFirst().orElseThrow();
            for (final Architecture architecture : Architecture.values()) {
                final AssemblyReport report = PtxAssembler.assemble("persistent", launch.launch().kernel().source().text(), architecture);
                assertEquals(0, report.spillStoreBytes() + report.spillLoadBytes() + report.stackBytes(), report.log());
                assertFalse(report.hasWarnings(), report.log());
                assertTrue(report.registers() <= 168, report.log());
            }
        }
    }

    /** Sixteen heads, or heads of 64 channels, are more than one launch takes; the model runs with two. */
    @ParameterizedTest
    @ValueSource(ints = {16, 4})
    void modelsWithOtherHeadsKeepTheirLaunches(int heads) {
        final ModelConfiguration config = ModelConfiguration.fromJson("{\"num_heads\": " + heads + "}", "test");
        for (final Precision precision : Precision.values()) {
            final Graph graph = ModelGraph.in(precision, Fusion.CLUSTERS, config, ModelGraph.of(config, ImageInput.DEFAULT,
                    new ModelGraph.Variant(ModelGraph.Entry.FEATURES, ModelGraph.RoiMaskSource.GIVEN, false)));
            final Set<Class<?>> operations = new HashSet<>();
            graph.nodes().forEach(node -> operations.add(node.operation().getClass()));
            assertTrue(operations.contains(Affinity.class) && operations.contains(AffinityStage.class)
                    && !operations.contains(FusedAffinity.class), precision + ": " + operations);
        }
    }
}
