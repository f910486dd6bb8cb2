package io.samcp.kernels.affinity;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * A stage of affinity in one launch: {@link AffinityKernel}, then {@link AffinityStageKernel} on what it made. Formula and layout stand at
 * the head of the PTX files; the rungs count on from those of {@link AffinityKernel}.
 *
 * @param version the rung
 * @param precision what q and k are rounded to: they are 16 bit wide in memory for BF16 and FP16. All else is f32
 */
public record FusedAffinityKernel(Version version, Precision precision) implements Kernel<FusedAffinityKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V2_FUSED,
        V3_MMA
    }

    private static final int MAX_HEADS = 8;
    private static final int MAX_CHANNELS = 32;
    private static final int CHANNELS = 4;
    private static final int QUERIES = 4;
    private static final int WARPS = 8;
    private static final int TILE_BYTES = 32 * 36 * Float.BYTES;
    private static final int TENSOR_QUERIES = 8;
    private static final int TENSOR_PATCHES = 16;
    private static final int TENSOR_WARPS = 16;
    private static final int TF32_WARPS = 12;
    private static final int TENSOR_CHANNELS = 8;
    private static final int WEIGHT_BYTES = 184 * Float.BYTES;
    private static final int TENSOR_ROW = 1028;
    private static final int WORD = 32;
    private static final int RELUS = 3;
    private static final int STAGE_FLOPS = 35;

    public FusedAffinityKernel {
        if ((version == Version.V2_FUSED) != (precision == Precision.FP32)) {
            throw new IllegalArgumentException("affinity has V2_FUSED in FP32 and V3_MMA in TF32, BF16 and FP16, not " + version + " in "
                    + precision);
        }
    }

    /** Whether a model's heads are few and small enough, whatever the numbers of queries and patches. */
    public static boolean suits(int heads, int headSize) {
        return heads <= MAX_HEADS && headSize <= MAX_CHANNELS && headSize % CHANNELS == 0;
    }

    /** The rung the engine runs. */
    public static FusedAffinityKernel best(Precision precision) {
        return new FusedAffinityKernel(precision == Precision.FP32 ? Version.V2_FUSED : Version.V3_MMA, precision);
    }

    /**
     * Sizes and options of both parts, which must agree.
     *
     * @param logits of the accumulated affinities
     * @param stage of what follows from them
     */
    public record Shape(AffinityKernel.Shape logits, AffinityStageKernel.Shape stage) {

        private static final int MAX_PATCHES = 1024;

        public Shape {
            if (logits.queries() != stage.queries() || logits.patches() != stage.patches()) {
                throw new IllegalArgumentException("the two parts of a fused affinity disagree: queries=" + logits.queries() + " and "
                        + stage.queries() + ", patches=" + logits.patches() + " and " + stage.patches());
            }
            if (logits.patches() > MAX_PATCHES || !suits(logits.heads(), logits.headSize())) {
                throw new IllegalArgumentException("a fused affinity needs at most " + MAX_PATCHES + " patches, at most " + MAX_HEADS
                        + " heads and channels in {4, 8, ..., " + MAX_CHANNELS + "}: patches=" + logits.patches() + ", heads="
                        + logits.heads() + ", headSize=" + logits.headSize());
            }
        }

        int queries() {
            return logits.queries();
        }

        int patches() {
            return logits.patches();
        }

        int width() {
            return logits.heads() * logits.headSize();
        }

        int words() {
            return Math.ceilDiv(patches(), WORD);
        }
    }

    @Override
    public String name() {
        return "affinity_" + precision.ptx() + switch (version) {
            case V2_FUSED -> "_v2_fused";
            case V3_MMA -> "_v3_mma";
        };
    }

    @Override
    public String family() {
        return "affinity";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("q"),
                KernelParameter.in("k"),
                KernelParameter.in("w0"),
                KernelParameter.in("b0"),
                KernelParameter.in("w1"),
                KernelParameter.in("b1"),
                KernelParameter.in("w2"),
                KernelParameter.in("b2"),
                KernelParameter.in("bias"),
                KernelParameter.in("scale"),
                KernelParameter.in("previous"),
                KernelParameter.in("padding"),
                KernelParameter.in("boxes"),
                KernelParameter.out("out"),
                KernelParameter.out("blocked"),
                KernelParameter.out("selected"),
                KernelParameter.out("merged"),
                KernelParameter.out("rowmax"),
                KernelParameter.out("u"),
                KernelParameter.s32("queries"),
                KernelParameter.s32("patches"),
                KernelParameter.s32("heads"),
                KernelParameter.s32("d"),
                KernelParameter.s32("flags"),
                KernelParameter.f32("root"),
                KernelParameter.f32("threshold"),
                KernelParameter.f32("empty_x1"),
                KernelParameter.f32("empty_y1"),
                KernelParameter.f32("empty_x2"),
                KernelParameter.f32("empty_y2"),
                KernelParameter.s32("compared"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final AffinityStageKernel.Shape stage = s.stage();
        return List.of(ScalarValue.of(s.queries()), ScalarValue.of(s.patches()), ScalarValue.of(s.logits().heads()),
                ScalarValue.of(s.logits().headSize()), ScalarValue.of(flags(s)),
                ScalarValue.of((float) Math.sqrt(s.logits().headSize())), ScalarValue.of(stage.threshold()),
                ScalarValue.of(stage.emptyX1()), ScalarValue.of(stage.emptyY1()), ScalarValue.of(stage.emptyX2()),
                ScalarValue.of(stage.emptyY2()), ScalarValue.of(stage.compared()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        requireWhole(s);
        final long element = precision.isHalf() ? Short.BYTES : Float.BYTES;
        final long heads = s.logits().heads();
        final long pairs = (long) Float.BYTES * s.queries() * s.patches();
        return List.of(element * s.queries() * s.width(),
                element * s.patches() * s.width(),
                Float.BYTES * heads * heads,
                Float.BYTES * heads,
                Float.BYTES * heads * heads,
                Float.BYTES * heads,
                Float.BYTES * heads,
                (long) Float.BYTES,
                (long) Float.BYTES * s.patches(),
                (long) Float.BYTES,
                s.logits().previous() ? pairs : 0L,
                (long) Integer.BYTES * s.words(),
                4L * Float.BYTES * s.patches(),
                pairs,
                (long) Integer.BYTES * s.queries() * s.words(),
                (long) Integer.BYTES * s.queries() * s.words(),
                4L * Float.BYTES * s.queries(),
                (long) Float.BYTES * s.queries(),
                s.stage().normalised() ? pairs : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        requireWhole(s);
        if (version == Version.V2_FUSED) {
            final int warps = Math.min(WARPS, s.words());
            final int bytes = QUERIES * Float.BYTES * (s.width() + WORD * s.words()) + 2 * warps * TILE_BYTES;
            return LaunchGeometry.of(Math.ceilDiv(s.queries(), QUERIES), warps * WORD).withDynamicShared(bytes);
        }
        final int most = precision.isHalf() ? TENSOR_WARPS : TF32_WARPS;
        return LaunchGeometry.of(Math.ceilDiv(s.queries(), TENSOR_QUERIES),
                Math.min(most, Math.ceilDiv(s.patches(), TENSOR_PATCHES)) * WORD);
    }

    @Override
    public Cost cost(Shape s) {
        final long heads = s.logits().heads();
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(),
                s.queries() * (long) s.patches() * (2 * heads * (s.logits().headSize() + 2 * heads + 1) + RELUS * heads + STAGE_FLOPS));
    }

    @Override
    public ResourceBudget budget() {
        return version == Version.V2_FUSED
                ? new ResourceBudget(80, WEIGHT_BYTES)
                : new ResourceBudget(precision.isHalf() ? 120 : 160, WEIGHT_BYTES + TENSOR_QUERIES * TENSOR_ROW * Float.BYTES);
    }

    /** Tensor cores take 16-bit channels eight at a time. */
    private void requireWhole(Shape s) {
        if (precision.isHalf() && s.logits().headSize() % TENSOR_CHANNELS != 0) {
            throw new IllegalArgumentException(
                    name() + " needs channels in {8, 16, 24, 32}: headSize=" + s.logits().headSize());
        }
    }

    private static int flags(Shape s) {
        return (s.stage().normalised() ? 1 : 0) | (s.stage().scaled() ? 0 : 2) | (s.logits().previous() ? 4 : 0);
    }
}
