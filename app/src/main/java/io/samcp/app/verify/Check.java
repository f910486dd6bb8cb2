package io.samcp.app.verify;

/**
 * The comparison of one tensor.
 *
 * @param tensor its name in the golden file
 * @param worst largest absolute difference, or number of elements that differ
 * @param bound what {@code worst} may be
 * @param ratio difference over PyTorch's own error; NaN where there is no such error
 * @param passed whether it holds
 * @param note what a reader should know: the first difference, or that the bound is a default
 */
record Check(String tensor, double worst, double bound, double ratio, boolean passed, String note) {

    /** The same under a longer name. */
    Check under(String prefix) {
        return new Check(prefix + tensor, worst, bound, ratio, passed, note);
    }

    static Check failed(String tensor, String note) {
        return new Check(tensor, Double.NaN, 0, Double.NaN, false, note);
    }
}
