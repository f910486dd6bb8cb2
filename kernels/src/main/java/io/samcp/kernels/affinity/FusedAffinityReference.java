package io.samcp.kernels.affinity;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.AffinityReference.Operands;
import java.util.stream.IntStream;

/**
 * What the tensor rungs of {@link FusedAffinityKernel} must compute, in plain loops; for tests and benchmarks. In FP32 it is
 * {@link AffinityReference}, and what follows from the affinities is {@link AffinityStageReference} in every precision.
 */
public final class FusedAffinityReference {

    private static final int QUADS = 4;
    private static final int REGISTERS = 4;

    private FusedAffinityReference() {}

    /** The same operands, q and k rounded. */
    public static Operands rounded(Precision precision, Operands x) {
        return new Operands(precision.round(x.q()), precision.round(x.k()), x.w0(), x.b0(), x.w1(), x.b1(), x.w2(), x.b2(), x.bias(),
                x.scale(), x.previous());
    }

    /** A matrix as the kernel reads it: 16-bit numbers in BF16 and FP16, a float[] as it is otherwise. */
    public static Object stored(Precision precision, float[] values) {
        return precision.isHalf() ? precision.toBytes(values) : values;
    }

    /**
     * Affinities {@code [queries, patches]} of rounded operands, in the order of the kernel on an engine that adds products one by one:
     * channels as its lanes hold them, and the root in the first mixing layer.
     */
    public static float[] plain(AffinityKernel.Shape s, Precision precision, Operands x) {
        final int width = s.heads() * s.headSize();
        final int[] channels = channels(precision, s.headSize());
        final float root = (float) Math.sqrt(s.headSize());
        final float[] w0 = x.w0().clone();
        for (int i = 0; i < w0.length; i++) {
            w0[i] /= root;
        }
        final float[] out = new float[s.queries() * s.patches()];
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                float[] a = new float[s.heads()];
                for (int h = 0; h < s.heads(); h++) {
                    for (final int c : channels) {
                        a[h] = Math.fma(x.q()[i * width + h * s.headSize() + c], x.k()[n * width + h * s.headSize() + c], a[h]);
                    }
                }
                a = AffinityReference.mixed(a, w0, x.b0());
                a = AffinityReference.mixed(a, x.w1(), x.b1());
                a = AffinityReference.mixed(a, x.w2(), x.b2());
                final float stage = a[0] / x.scale()[0] + x.bias()[n];
                out[i * s.patches() + n] = s.previous() ? stage + x.previous()[i * s.patches() + n] : stage;
            }
        }
        return out;
    }

    /**
     * Channels of a head in the order in which mma meets them. Lane {@code quad} of four has what one or two loads of 16 bytes give it, and
     * k is counted through its registers: neighbours of a register, then all lanes, then the next register.
     */
    private static int[] channels(Precision precision, int headSize) {
        final int together = precision == Precision.TF32 ? 1 : 2;
        final int lane = REGISTERS * together;
        final int half = QUADS * lane;
        return IntStream.range(0, Math.ceilDiv(headSize, half) * half).map(k -> {
            final int within = k % half;
            final int register = within / (QUADS * together);
            final int quad = within % (QUADS * together) / together;
            return k / half * half + quad * lane + register * together + within % together;
        }).filter(c -> c < headSize).toArray();
    }
}
