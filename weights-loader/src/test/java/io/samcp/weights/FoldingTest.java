package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldingTest {

    private static final String CONVOLUTION = "backbone.layer2.1.conv2";
    private static final String NORM = "backbone.layer2.1.bn2";
    private static final int CHANNELS = 8;

    private final MemoryWeights file = MemoryWeights.complete(TestConfigurations.tiny(), 0.5f);
    private final Random random = new Random(20260101);

    @Test
    void foldedConvolutionEqualsConvolutionThenNorm() {
        for (final String name : new String[]{NORM + ".weight", NORM + ".bias", NORM + ".running_mean", NORM + ".running_var"}) {
            file.put(name, TensorShape.of(CHANNELS), floats(CHANNELS, 0.1f));
        }
        file.put(CONVOLUTION + ".weight", TensorShape.of(CHANNELS, CHANNELS, 3, 3), floats(CHANNELS * CHANNELS * 9, -1));
        try (ModelWeights weights = ModelWeights.of(file, Optional.empty())) {
            final BatchNormFolding.Folded folded = BatchNormFolding.fold(weights, CONVOLUTION, NORM);
            assertEquals(TensorShape.of(CHANNELS, 3, 3, CHANNELS), folded.weight().shape());
            assertEquals(TensorShape.of(CHANNELS), folded.bias().shape());
            final float[] input = floats(CHANNELS * 9, -1);
            for (int o = 0; o < CHANNELS; o++) {
                double plain = 0;
                double merged = folded.bias().floatAt(o);
                for (int c = 0; c < CHANNELS; c++) {
                    for (int k = 0; k < 9; k++) {
                        plain += (double) input[c * 9 + k] * file.content.get(CONVOLUTION + ".weight").floatAt((o * CHANNELS + c) * 9L + k);
                        merged += (double) input[c * 9 + k] * folded.weight().floatAt((o * 9L + k) * CHANNELS + c);
                    }
                }
                final double expected = (plain - at(".running_mean", o)) / Math.sqrt(at(".running_var", o) + 1e-5) * at(".weight", o)
                        + at(".bias", o);
                if (!(Math.abs(expected - merged) <= 1e-5)) {
                    fail("channel " + o + ": expected " + expected + " +- 1e-5, got " + merged);
                }
            }
        }
    }

    private double at(String part, int index) {
        return file.content.get(NORM + part).floatAt(index);
    }

    private float[] floats(int count, float from) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + (1 - from) * random.nextFloat();
        }
        return values;
    }

    @Test
    void refusesAVarianceThatIsNone() {
        for (final float variance : new float[]{-0.25f, Float.NaN}) {
            final float[] values = floats(CHANNELS, 0);
            values[3] = variance;
            file.put(NORM + ".running_var", TensorShape.of(CHANNELS), values);
            try (ModelWeights weights = ModelWeights.of(file, Optional.empty())) {
                final WeightFormatException refused = assertThrows(WeightFormatException.class,
                        () -> BatchNormFolding.fold(weights, CONVOLUTION, NORM));
                assertTrue(refused.getMessage().contains(NORM + ".running_var[3]"), refused.getMessage());
            }
        }
    }

    @Test
    void channelsLastMovesInputChannelsToTheEnd() {
        final HostTensor weight = HostTensor.ofFloats(TensorShape.of(2, 3, 1, 2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        final HostTensor moved = ConvolutionLayout.channelsLast(weight);
        assertEquals(TensorShape.of(2, 1, 2, 3), moved.shape());
        assertArrayEquals(new float[]{0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11}, moved.toFloats());
    }

    @Test
    void textRowsAreConcatenatedAndCut() {
        final HostTensor things = HostTensor.ofFloats(TensorShape.of(3, 2), 1, 2, 3, 4, 5, 6);
        final HostTensor stuff = HostTensor.ofFloats(TensorShape.of(2, 2), 7, 8, 9, 10);
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6, 7, 8}, ClassText.concatenate(things, stuff, 4).toFloats(),
                "a background row shifts the stuff rows");
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, ClassText.concatenate(things, stuff, 5).toFloats());
        assertArrayEquals(new float[]{1, 2, 3, 4}, ClassText.concatenate(things, stuff, 2).toFloats());
        assertThrows(WeightFormatException.class, () -> ClassText.concatenate(things, stuff, 6), "too few rows");
        assertThrows(WeightFormatException.class,
                () -> ClassText.concatenate(things, HostTensor.ofFloats(TensorShape.of(2, 1), 1, 2), 4), "rows of another length");
        assertThrows(WeightFormatException.class,
                () -> ClassText.concatenate(HostTensor.ofFloats(TensorShape.of(), 1), stuff, 2), "no rows at all");
    }
}
