package io.samcp.app.verify;

/**
 * What the error of a tensor is measured with.
 *
 * @param error what another computation of it was off
 * @param magnitude largest absolute value
 * @param factor how many times {@code error} is allowed
 * @param rounding part of the magnitude that is allowed beside it
 * @param remark what a reader should know of it
 */
record Yardstick(double error, double magnitude, double factor, double rounding, String remark) {

    private static final double FACTOR = 8;
    private static final double REFERENCE_FACTOR = 2;
    private static final double ROUNDING = 2e-6;
    private static final double UNKNOWN = 2e-5;

    /** PyTorch's own float32 error, and the tensor's largest value. */
    static Yardstick known(double error, double magnitude) {
        return new Yardstick(error, magnitude, FACTOR, ROUNDING, "");
    }

    /** Of a tensor the table does not know. */
    static Yardstick unknown() {
        return new Yardstick(0, 0, 0, UNKNOWN, "default bound");
    }

    /** False if there is nothing but a default. */
    boolean isKnown() {
        return factor > 0;
    }

    /** What the scalar reference is off in a precision below FP32. */
    static Yardstick ofReference(double error) {
        return new Yardstick(error, 0, REFERENCE_FACTOR, ROUNDING, "");
    }

    /** Everything is allowed. */
    static Yardstick none() {
        return new Yardstick(0, 0, 0, Double.POSITIVE_INFINITY, "");
    }

    /** The bound on the largest absolute difference, given this tensor's own largest magnitude. */
    double bound(double ownMagnitude) {
        final double m = Math.max(magnitude, ownMagnitude);
        return factor * error + (m == 0 ? 0 : rounding * m);
    }
}
