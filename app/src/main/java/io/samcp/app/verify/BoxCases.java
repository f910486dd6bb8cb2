package io.samcp.app.verify;

import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.operation.BoxEncoding;
import io.samcp.layers.operation.BoxNormalise;
import io.samcp.layers.operation.ReferencePoints;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Box encodings and mask crops. */
final class BoxCases {

    private static final double TEMPERATURE = 10000;

    private BoxCases() {}

    static void encoding(OperationRunner runner, KernelGolden golden) {
        final HostTensor boxes = golden.tensor("boxes");
        for (final String name : golden.file().names()) {
            if (name.matches("enc\\d+")) {
                final int features = Integer.parseInt(name.substring(3));
                final Map<String, HostTensor> inputs = new LinkedHashMap<>();
                inputs.put("boxes", boxes);
                inputs.put("periods", BoxEncoding.periods(features, TEMPERATURE));
                golden.checkFloats(name, runner.run(inputs, Map.of(),
                        (g, v) -> g.output("y", g.apply("y", new BoxEncoding(features), v.get("boxes"), v.get("periods")))).get("y")
                        .toFloats());
            }
        }
        logit(runner, golden, boxes);
        // a network of 1 x 1 pixel: the division changes nothing
        golden.checkFloats("xyxy_to_cxcywh", runner.run(Map.of("boxes", boxes), Map.of(Symbols.OWN_WIDTH, 1, Symbols.OWN_HEIGHT, 1),
                (g, v) -> g.output("y", g.apply("y", new BoxNormalise(), v.get("boxes")))).get("y").toFloats());
    }

    /** The kernel gives sigmoid(logit(b)); its inverse in double is the logit. */
    private static void logit(OperationRunner runner, KernelGolden golden, HostTensor boxes) {
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("semantic", HostTensor.ofFloats(TensorShape.of(1, 4), new float[4]));
        inputs.put("boxes", boxes);
        final float[] points = runner.run(inputs, Map.of(),
                (g, v) -> g.output("y", g.apply("y", new ReferencePoints(), v.get("semantic"), v.get("boxes")))).get("y").toFloats();
        final float[] expected = golden.floats("logit");
        final double[] sigmoids = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            sigmoids[i] = 1 / (1 + Math.exp(-expected[i]));
        }
        golden.check(Comparison.bounded("logit", sigmoids, Comparison.widened(Arrays.copyOfRange(points, 4, points.length)), 4e-7, 0,
                "compared as sigmoid(logit), which is what the kernel gives", i -> true));
    }

    static void crop(OperationRunner runner, KernelGolden golden) {
        final int[] shape = golden.shape("masks");
        final int[] masks = golden.ints("masks");
        final int perRow = BitPlane.wordsPerRow(shape[2]);
        final int[] planes = new int[shape[0] * shape[1] * perRow];
        for (int i = 0; i < masks.length; i++) {
            if (masks[i] != 0) {
                final int x = i % shape[2];
                planes[i / shape[2] * perRow + (x >> 5)] |= 1 << (x & 31);
            }
        }
        final float[] boxes = golden.floats("boxes");
        golden.checkInts("mask7", runner.cropMasks(new PatchTable(shape[2], shape[1], shape[0], boxes, boxes, planes, Optional.empty())));
    }
}
