package io.samcp.layers.input;

/** An image cannot be used; the message names the file or source, what was expected and what was found. */
public final class ImageFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImageFormatException(String message) {
        super(message);
    }

    public ImageFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
