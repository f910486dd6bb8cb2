package io.samcp.runtime.assembler;

/** PTX does not assemble, or the assembler is not there; the message holds its log. */
public final class AssemblyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AssemblyException(String message) {
        super(message);
    }

    public AssemblyException(String message, Throwable cause) {
        super(message, cause);
    }
}
