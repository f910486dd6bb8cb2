package io.samcp.app.verify;

/** What the full-size goldens store of tensors too large to ship: samples and statistics. */
final class Reduction {

    private static final int SAMPLES = 4096;

    private Reduction() {}

    /** Flat index {@code (k * n) div 4096}. */
    static double[] samples(double[] all) {
        final double[] out = new double[SAMPLES];
        for (int k = 0; k < SAMPLES; k++) {
            out[k] = all[(int) ((long) k * all.length / SAMPLES)];
        }
        return out;
    }

    /** Mean, root mean square, minimum, maximum. */
    static double[] stats(double[] all) {
        double sum = 0;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final double value : all) {
            sum += value;
            squares += value * value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return new double[]{sum / all.length, Math.sqrt(squares / all.length), min, max};
    }

    /** Mean of each of {@code rows} equal parts: channels of a map, rows of a matrix. */
    static double[] means(double[] all, int rows) {
        final int length = all.length / rows;
        final double[] out = new double[rows];
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * length; i < (r + 1) * length; i++) {
                sum += all[i];
            }
            out[r] = sum / length;
        }
        return out;
    }

    /** Largest of each of {@code rows} equal parts. */
    static double[] maxima(double[] all, int rows) {
        final int length = all.length / rows;
        final double[] out = new double[rows];
        for (int r = 0; r < rows; r++) {
            double max = all[r * length];
            for (int i = r * length; i < (r + 1) * length; i++) {
                max = Math.max(max, all[i]);
            }
            out[r] = max;
        }
        return out;
    }
}
