package io.samcp.app.ptx;

/** A PTX file, an argument or a list of cases that cannot be used; the message names file, field, expected and found. */
public final class PtxInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PtxInputException(String message) {
        super(message);
    }

    public PtxInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
