package io.samcp.app.ptx;

import io.samcp.runtime.FaultSite;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.List;

/**
 * How a launch ended.
 *
 * @param result {@code ok}, the name of a fault, or {@code unsupported}
 * @param kernel entry that was launched; empty if the text could not be read
 * @param findings what was found, one line each; empty if the result is ok
 * @param site where the fault is, or null
 * @param seconds how long it ran, without reading and preparing it
 * @param counters what it did; null if that was not counted, or it did not end well
 */
public record LaunchOutcome(String result, String kernel, List<String> findings, FaultSite site, double seconds,
        LaunchCounters counters) {

    /** Result of a launch without findings. */
    public static final String OK = "ok";
    /** Result of a text with something the engine does not know. */
    public static final String UNSUPPORTED = "unsupported";

    public boolean ok() {
        return result.equals(OK);
    }
}
