package io.samcp.layers.input;

/** Patches cannot be used; the message names the source, the patch and field, what was expected and what was found. */
public final class PatchFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PatchFormatException(String message) {
        super(message);
    }

    public PatchFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
