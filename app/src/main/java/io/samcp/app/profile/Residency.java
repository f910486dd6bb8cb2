package io.samcp.app.profile;

import io.samcp.app.ptx.AssemblyCheck;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.assembler.AssemblyException;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.Occupancy;

/**
 * How much of a launch a GPU holds at a time.
 *
 * @param registers registers per thread, from the assembler
 * @param sharedBytes shared memory per block, static and dynamic
 * @param occupancy of a multiprocessor; null if it is not known
 * @param waves how often the blocks fill the whole GPU
 * @param unknown why it is not known; empty if it is
 */
public record Residency(int registers, int sharedBytes, Occupancy occupancy, double waves, String unknown) {

    /** Asks the assembler for one entry of a text. */
    public static Residency of(String file, String text, String entry, LaunchGeometry geometry, Gpu gpu) {
        final AssemblyCheck check;
        try {
            check = AssemblyCheck.of(file, text, gpu.architecture());
        } catch (AssemblyException e) {
            return unknown(e.getMessage());
        }
        final AssemblyReport report = check.entries().get(entry);
        if (report == null) {
            return unknown("the assembler refuses the text for " + gpu.architecture().target()
                    + check.refusal().lines().findFirst().map(l -> ": " + l).orElse(""));
        }
        final int shared = report.sharedBytes() + geometry.dynamicSharedBytes();
        final Occupancy occupancy = Occupancy.of(gpu.architecture(), geometry.threadsPerBlock(), report.registers(), shared);
        if (occupancy.blocks() == 0) {
            return unknown("a block does not fit: " + report.registers() + " registers per thread, " + shared + " B of shared memory");
        }
        return new Residency(report.registers(), shared, occupancy,
                (double) geometry.blocks() / ((long) occupancy.blocks() * gpu.multiprocessors()), "");
    }

    private static Residency unknown(String why) {
        return new Residency(0, 0, null, 0, why);
    }
}
