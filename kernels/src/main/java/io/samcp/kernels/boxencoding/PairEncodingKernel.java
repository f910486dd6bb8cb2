package io.samcp.kernels.boxencoding;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Sine encoding of boxes, from their corners or as parts of the image, in f32, 16 bits or both; formula and layout stand at the head of the PTX
 * file. The ladder goes on from that of {@link BoxEncodingKernel}.
 *
 * @param version the rung
 */
public record PairEncodingKernel(Version version) implements Kernel<PairEncodingKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V2_PAIR_PER_THREAD
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_PAIR_PER_THREAD;

    private static final int THREADS = 128;
    private static final int MAX_BOXES = 65535;
    private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 2L * THREADS;
    private static final int CORNERS = 1;
    private static final int SINGLE = 2;
    private static final int BF16 = 4;
    private static final int FP16 = 8;
    private static final long FLOPS = 120;

    /**
     * Sizes and options.
     *
     * @param boxes R
     * @param features F, channels per coordinate; even
     * @param width of the network image; only read if boxes are corners
     * @param height of the network image
     * @param corners whether boxes are (x1, y1, x2, y2) in pixels; else (cx, cy, w, h) as parts of the image
     * @param single whether the result is stored in f32
     * @param half BF16 or FP16: it is stored so too; FP32: it is not
     */
    public record Shape(int boxes, int features, float width, float height, boolean corners, boolean single, Precision half) {
        public Shape {
            if (boxes < 1 || boxes > MAX_BOXES || features < 2 || features % 2 != 0 || 4L * boxes * features > MAX_ELEMENTS) {
                throw new IllegalArgumentException(
                        "pairs of channels need 1.." + MAX_BOXES + " boxes, an even number of features and at most "
                                + MAX_ELEMENTS + " results: boxes=" + boxes + ", features=" + features);
            }
            if (half == Precision.TF32 || half == Precision.FP32 && !single) {
                throw new IllegalArgumentException("results are stored in f32, BF16 or FP16: single=" + single + ", half=" + half);
            }
        }

        private boolean isHalf() {
            return half != Precision.FP32;
        }

        private long results() {
            return 4L * boxes * features;
        }
    }

    @Override
    public String name() {
        return "boxencoding_f32_v2_pair_per_thread";
    }

    @Override
    public String family() {
        return "boxencoding";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("boxes"), KernelParameter.in("period"), KernelParameter.out("out"), KernelParameter.out("out16"),
                KernelParameter.s32("features"), KernelParameter.s32("flags"), KernelParameter.f32("width"), KernelParameter.f32("height"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final int storage = switch (s.half()) {
            case FP32, TF32 -> 0;
            case BF16 -> BF16;
            case FP16 -> FP16;
        };
        return List.of(ScalarValue.of(s.features()), ScalarValue.of((s.corners() ? CORNERS : 0) | (s.single() ? SINGLE : 0) | storage),
                ScalarValue.of(s.width()), ScalarValue.of(s.height()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(4L * Float.BYTES * s.boxes(), (long) Float.BYTES * s.features(), s.single() ? Float.BYTES * s.results() : 0L,
                s.isHalf() ? Short.BYTES * s.results() : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(2 * s.features(), THREADS), s.boxes(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        // of the periods only those of even channels are read
        final long bytes = bufferBytes(s).stream().mapToLong(Long::longValue).sum() - (long) Float.BYTES * s.features() / 2;
        return new Cost(bytes, FLOPS * s.boxes() * s.features());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
