package io.samcp.simulator.parse;

import io.samcp.runtime.DeviceException;
import java.util.List;

/** A PTX text that the engine cannot read or does not know; the message lists every finding with file, line and column. */
public final class PtxSyntaxException extends DeviceException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> findings;

    public PtxSyntaxException(String file, List<String> findings) {
        super(file + ": " + String.join("; ", findings));
        this.findings = List.copyOf(findings);
    }

    /** What was found, each with line and column. */
    public List<String> findings() {
        return findings;
    }
}
