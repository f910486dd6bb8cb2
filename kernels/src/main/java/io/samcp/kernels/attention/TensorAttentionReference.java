package io.samcp.kernels.attention;

import io.samcp.kernels.Precision;
import io.samcp.kernels.attention.TensorAttentionKernel.Shape;
import io.samcp.kernels.attention.TensorAttentionKernel.Slice;
import io.samcp.kernels.recipe.ExpRecipe;

/**
 * What the rungs of {@link TensorAttentionKernel} must compute, in plain loops; for tests and benchmarks. Operands are values of matrices with
 * the columns and strides of the shape, results are packed: {@code [queries, heads * headSize]}, not yet rounded.
 */
public final class TensorAttentionReference {

    private static final int TILE = 32;

    private final Shape shape;
    private final float[] q;
    private final float[] k;
    private final float[] v;
    private final int[] blocked;
    private final int[] padding;

    /**
     * @param blocked mask words per query; read if the shape says so
     * @param padding mask words of the keys; read if the shape says so
     */
    public TensorAttentionReference(Shape shape, float[] q, float[] k, float[] v, int[] blocked, int[] padding) {
        this.shape = shape;
        this.q = q;
        this.k = k;
        this.v = v;
        this.blocked = blocked;
        this.padding = padding;
    }

    /** In double, rounded never. */
    public double[] exact() {
        final double[] out = new double[shape.queries() * shape.width()];
        final double[] weight = new double[shape.keys()];
        for (int i = 0; i < shape.queries(); i++) {
            for (int first = 0; first < shape.width(); first += shape.headSize()) {
                double top = Double.NEGATIVE_INFINITY;
                for (int n = 0; n < shape.keys(); n++) {
                    double sum = 0;
                    for (int c = first; c < first + shape.headSize(); c++) {
                        sum += (double) at(q, shape.query(), i, c) * at(k, shape.key(), n, c);
                    }
                    weight[n] = excluded(i, n) ? Double.NEGATIVE_INFINITY : sum / Math.sqrt(shape.headSize());
                    top = Math.max(top, weight[n]);
                }
                if (!seesAny(i)) {
                    continue;
                }
                double total = 0;
                for (int n = 0; n < shape.keys(); n++) {
                    weight[n] = Math.exp(weight[n] - top);
                    total += weight[n];
                }
                for (int c = first; c < first + shape.headSize(); c++) {
                    double sum = 0;
                    for (int n = 0; n < shape.keys(); n++) {
                        sum += weight[n] * at(v, shape.value(), n, c);
                    }
                    out[i * shape.width() + c] = sum / total;
                }
            }
        }
        return out;
    }

    /** Operands and weights rounded, the rest in float, every sum one chain in ascending order. */
    public float[] plain(Precision precision) {
        final float[] out = new float[shape.queries() * shape.width()];
        final float[] weight = new float[shape.keys()];
        for (int i = 0; i < shape.queries(); i++) {
            for (int first = 0; first < shape.width(); first += shape.headSize()) {
                float top = Float.NEGATIVE_INFINITY;
                for (int n = 0; n < shape.keys(); n++) {
                    weight[n] = score(precision, i, n, first);
                    top = Math.max(top, weight[n]);
                }
                if (!seesAny(i)) {
                    continue;
                }
                float total = 0;
                for (int n = 0; n < shape.keys(); n++) {
                    weight[n] = precision.round((float) Math.exp(weight[n] - top));
                    total += weight[n];
                }
                for (int c = first; c < first + shape.headSize(); c++) {
                    float sum = 0;
                    for (int n = 0; n < shape.keys(); n++) {
                        sum = Math.fma(weight[n], precision.round(at(v, shape.value(), n, c)), sum);
                    }
                    out[i * shape.width() + c] = sum / total;
                }
            }
        }
        return out;
    }

    /**
     * In the order of the rungs, for products that are added one after the other: equal to the bit on finite operands.
     *
     * @param parts how many warps divide the tiles of keys among them: 1 in v3, 4 in v4
     */
    public float[] tiled(Precision precision, int parts) {
        final float[] out = new float[shape.queries() * shape.width()];
        final Partial[] all = new Partial[parts];
        for (int i = 0; i < shape.queries(); i++) {
            for (int first = 0; first < shape.width(); first += shape.headSize()) {
                for (int part = 0; part < parts; part++) {
                    all[part] = new Partial(shape.headSize());
                    for (int start = part * TILE; start < shape.keys(); start += parts * TILE) {
                        add(precision, all[part], i, first, start);
                    }
                }
                if (seesAny(i)) {
                    System.arraycopy(together(all), 0, out, i * shape.width() + first, shape.headSize());
                }
            }
        }
        return out;
    }

    private static float[] together(Partial[] parts) {
        float top = Float.NEGATIVE_INFINITY;
        for (final Partial part : parts) {
            top = Math.max(top, part.top);
        }
        float total = 0;
        final float[] sum = new float[parts[0].sum.length];
        for (final Partial part : parts) {
            final float by = ExpRecipe.exp(part.top - Partial.base(top));
            total = Math.fma(part.total, by, total);
            for (int c = 0; c < sum.length; c++) {
                sum[c] = Math.fma(part.sum[c], by, sum[c]);
            }
        }
        for (int c = 0; c < sum.length; c++) {
            sum[c] *= 1 / total;
        }
        return sum;
    }

    /** Sums of some keys, relative to their largest score. */
    private static final class Partial {
        private float top = Float.NEGATIVE_INFINITY;
        private float total;
        private final float[] sum;

        Partial(int headSize) {
            sum = new float[headSize];
        }

        /** How much what has been summed up shrinks when there is another largest score. */
        float shrink(float newTop) {
            final float by = ExpRecipe.exp(top - base(newTop));
            top = newTop;
            total *= by;
            for (int c = 0; c < sum.length; c++) {
                sum[c] *= by;
            }
            return base(newTop);
        }

        private static float base(float top) {
            return top == Float.NEGATIVE_INFINITY ? 0 : top;
        }
    }

    private void add(Precision precision, Partial to, int query, int first, int start) {
        final int keys = Math.min(TILE, shape.keys() - start);
        final float[] weight = new float[keys];
        float top = to.top;
        for (int n = 0; n < keys; n++) {
            weight[n] = score(precision, query, start + n, first);
            top = Math.max(top, weight[n]);
        }
        final float base = to.shrink(top);
        for (int n = 0; n < keys; n++) {
            weight[n] = precision.round(ExpRecipe.exp(weight[n] - base));
            to.total += weight[n];
            for (int c = 0; c < to.sum.length; c++) {
                to.sum[c] = Math.fma(weight[n], precision.round(at(v, shape.value(), start + n, first + c)), to.sum[c]);
            }
        }
    }

    private float score(Precision precision, int query, int key, int first) {
        if (excluded(query, key)) {
            return Float.NEGATIVE_INFINITY;
        }
        float sum = 0;
        for (int c = first; c < first + shape.headSize(); c++) {
            sum = Math.fma(precision.round(at(q, shape.query(), query, c)), precision.round(at(k, shape.key(), key, c)), sum);
        }
        return sum * shape.scale();
    }

    private static float at(float[] x, Slice slice, int row, int column) {
        return x[row * slice.stride() + slice.column() + column];
    }

    private boolean seesAny(int query) {
        for (int n = 0; n < shape.keys(); n++) {
            if (!excluded(query, n)) {
                return true;
            }
        }
        return false;
    }

    private boolean excluded(int query, int key) {
        return (shape.blocked() && bit(blocked, query * shape.words(), key)) || (shape.padding() && bit(padding, 0, key));
    }

    private static boolean bit(int[] words, int first, int key) {
        return ((words[first + (key >> 5)] >>> (key & 31)) & 1) != 0;
    }
}
