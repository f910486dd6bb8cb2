package io.samcp.layers.model;

import io.samcp.kernels.Precision;
import io.samcp.runtime.graph.ParameterSource;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.BatchNormFolding;
import io.samcp.weights.ConvolutionLayout;
import io.samcp.weights.ModelWeights;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The checkpoint's tensors in the layouts the graph wants. A plain name is a tensor of the checkpoint; {@code kind(name, ...)}, made by
 * the methods below, is one derived from it:
 *
 * <ul>
 * <li>batch norm folded into the convolution before it (SPEC 2),
 * <li>convolution weights with channels last, {@code [out, kernel, kernel, in]},
 * <li>RoI weights with bins before channels, as MaskRoIAlign writes its rows,
 * <li>a range of rows, for the parts of {@code in_proj} (SPEC 9),
 * <li>the exponential of a logit scale (SPEC 12.5, 14.5),
 * <li>any of these rounded to a precision, stored in F32 or in 16 bits.
 * </ul>
 */
public final class ModelParameters implements ParameterSource {

    private static final int ROI_BINS = 49;

    /** Between a precision and what is rounded to it. */
    private static final String ROUNDED = " of ";
    /** Between a precision and what is stored in its 16 bits. */
    private static final String PACKED = " storage of ";
    private static final String ROI_LAYER = PatchTokens.MLP + "0.";

    private final ModelWeights weights;
    private final Map<String, HostTensor> text;

    /**
     * Parameters of a model.
     *
     * @param weights checked weights
     * @param text what {@link TextEncoder} computed from the vocabulary, by parameter name
     */
    public ModelParameters(ModelWeights weights, Map<String, HostTensor> text) {
        this.weights = weights;
        this.text = Map.copyOf(text);
    }

    static String foldedWeight(String convolution, String norm) {
        return "folded_weight(" + convolution + "," + norm + ")";
    }

    static String foldedBias(String convolution, String norm) {
        return "folded_bias(" + convolution + "," + norm + ")";
    }

    static String channelsLast(String name) {
        return "channels_last(" + name + ")";
    }

    static String binsFirst(String name) {
        return "bins_first(" + name + ")";
    }

    static String rows(String name, int from, int to) {
        return "rows(" + name + "," + from + "," + to + ")";
    }

    static String exp(String name) {
        return "exp(" + name + ")";
    }

    static String rounded(Precision precision, String name) {
        return precision + ROUNDED + name;
    }

    /** A tensor rounded to a precision and stored in its 16 bits. */
    public static String packed(Precision precision, String name) {
        return precision + PACKED + name;
    }

    /**
     * Whether a name is that of the layer that meets RoI features: its rows are so long that blocks which share hidden units would read little
     * else than weights.
     */
    public static boolean meetsRoiFeatures(String name) {
        return name.contains(ROI_LAYER);
    }

    @Override
    public HostTensor parameter(String name) {
        final int packed = name.indexOf(PACKED);
        if (packed >= 0) {
            return pack(parameter(name.substring(packed + PACKED.length())), Precision.valueOf(name.substring(0, packed)));
        }
        final int rounded = name.indexOf(ROUNDED);
        if (rounded >= 0) {
            return round(parameter(name.substring(rounded + ROUNDED.length())), Precision.valueOf(name.substring(0, rounded)));
        }
        final HostTensor encoded = text.get(name);
        if (encoded != null) {
            return encoded;
        }
        final int open = name.indexOf('(');
        if (open < 0) {
            return weights.float32(name);
        }
        final List<String> arguments = Arrays.asList(name.substring(open + 1, name.length() - 1).split(",", -1));
        final String first = arguments.getFirst();
        return switch (name.substring(0, open)) {
            case "folded_weight" -> fold(first, arguments.get(1)).weight();
            case "folded_bias" -> fold(first, arguments.get(1)).bias();
            case "channels_last" -> ConvolutionLayout.channelsLast(weights.float32(first));
            case "bins_first" -> binsFirst(weights.float32(first));
            case "rows" -> rows(weights.float32(first), Integer.parseInt(arguments.get(1)), Integer.parseInt(arguments.get(2)));
            case "exp" -> exp(weights.float32(first));
            default -> throw new IllegalArgumentException("no parameter '" + name + "'");
        };
    }

    private BatchNormFolding.Folded fold(String convolution, String norm) {
        return BatchNormFolding.fold(weights, convolution, norm);
    }

    /** {@code [out, C * 49]} with index {@code c * 49 + bin} to {@code bin * C + c}. */
    private static HostTensor binsFirst(HostTensor weight) {
        final int out = weight.shape().dim(0);
        final int inputs = weight.shape().dim(1);
        final int channels = inputs / ROI_BINS;
        final float[] from = weight.toFloats();
        final float[] to = new float[from.length];
        for (int o = 0; o < out; o++) {
            final int row = o * inputs;
            for (int c = 0; c < channels; c++) {
                for (int bin = 0; bin < ROI_BINS; bin++) {
                    to[row + bin * channels + c] = from[row + c * ROI_BINS + bin];
                }
            }
        }
        return HostTensor.ofFloats(weight.shape(), to);
    }

    private static HostTensor rows(HostTensor tensor, int from, int to) {
        final long rowBytes = tensor.data().byteSize() / tensor.shape().dim(0);
        final int[] dims = tensor.shape().dims().stream().mapToInt(Integer::intValue).toArray();
        dims[0] = to - from;
        return new HostTensor(tensor.type(), TensorShape.of(dims), tensor.data().asSlice(from * rowBytes, (to - from) * rowBytes));
    }

    private static HostTensor round(HostTensor tensor, Precision precision) {
        return HostTensor.ofFloats(tensor.shape(), precision.round(tensor.toFloats()));
    }

    private static HostTensor pack(HostTensor tensor, Precision precision) {
        return new HostTensor(precision == Precision.FP16 ? ElementType.F16 : ElementType.BF16, tensor.shape(),
                MemorySegment.ofArray(precision.toBytes(tensor.toFloats())));
    }

    private static HostTensor exp(HostTensor tensor) {
        final float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(values[i]);
        }
        return HostTensor.ofFloats(tensor.shape(), values);
    }
}
