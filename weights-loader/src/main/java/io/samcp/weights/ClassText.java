package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;

/** Text rows of the classifier (SPEC 14). */
public final class ClassText {

    private ClassText() {}

    /**
     * Thing rows, then stuff rows, cut to the number of classes. One thing row too many (a background row) shifts the stuff rows by one, as
     * the released model was trained.
     *
     * @param things at least T rows {@code [., E]}
     * @param stuff S rows {@code [S, E]}
     * @param classes C
     * @throws WeightFormatException if the rows are too few or of different length
     */
    public static HostTensor concatenate(HostTensor things, HostTensor stuff, int classes) {
        if (things.shape().rank() != 2 || stuff.shape().rank() != 2 || stuff.shape().dim(1) != things.shape().dim(1)
                || things.shape().dim(0) + stuff.shape().dim(0) < classes) {
            throw WeightFormatException.of("text", "rows", "at least " + classes + " rows of one length",
                    "things " + things.shape() + " and stuff " + stuff.shape());
        }
        final int columns = things.shape().dim(1);
        final float[] rows = new float[classes * columns];
        final float[] first = things.toFloats();
        final int fromThings = Math.min(first.length, rows.length);
        System.arraycopy(first, 0, rows, 0, fromThings);
        System.arraycopy(stuff.toFloats(), 0, rows, fromThings, rows.length - fromThings);
        return HostTensor.ofFloats(TensorShape.of(classes, columns), rows);
    }
}
