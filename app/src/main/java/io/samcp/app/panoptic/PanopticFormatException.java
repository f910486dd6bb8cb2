package io.samcp.app.panoptic;

/** A panoptic file cannot be used; the message names the file, the field, what was expected and what was found. */
public final class PanopticFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PanopticFormatException(String message) {
        super(message);
    }

    public PanopticFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
