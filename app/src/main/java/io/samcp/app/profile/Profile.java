package io.samcp.app.profile;

import io.samcp.kernels.Cost;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.List;

/**
 * A launch with all that is told about it.
 *
 * @param kernel entry
 * @param file where its text comes from
 * @param about which part of the model launched it and its shape; empty for a text of unknown origin
 * @param text lines of the PTX
 * @param geometry grid and block
 * @param counters what it did
 * @param cost what its descriptor calls the floor; null if it has none
 * @param residency how much of it a GPU holds
 * @param roofline what it takes at least
 */
public record Profile(String kernel, String file, String about, List<String> text, LaunchGeometry geometry, LaunchCounters counters,
        Cost cost,
        Residency residency, Roofline roofline) {

    /** Puts a launch beside a GPU. */
    public static Profile of(String kernel, String file, String about, String text, LaunchGeometry geometry, LaunchCounters counters,
            Cost cost, Gpu gpu) {
        return new Profile(kernel, file, about, text.lines().toList(), geometry, counters, cost,
                Residency.of(file, text, kernel, geometry, gpu), Roofline.of(counters, gpu));
    }
}
