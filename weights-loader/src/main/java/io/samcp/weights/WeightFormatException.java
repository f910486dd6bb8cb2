package io.samcp.weights;

/** A weights file cannot be used; the message names the file, the tensor or field, what was expected and what was found. */
public final class WeightFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A message of its own form, for reports of many findings. */
    public WeightFormatException(String message) {
        super(message);
    }

    public WeightFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** One finding. */
    public static WeightFormatException of(Object file, String subject, String expected, String found) {
        return new WeightFormatException(file + ": " + subject + ": expected " + expected + ", found " + found);
    }
}
