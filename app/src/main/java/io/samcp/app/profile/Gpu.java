package io.samcp.app.profile;

import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.counters.Pipe;
import java.util.Map;

/**
 * A GPU as its data sheet describes it.
 *
 * @param name short name, e.g. {@code h100}
 * @param title full name
 * @param architecture its generation
 * @param multiprocessors how many
 * @param megahertz boost clock
 * @param bytesPerSecond memory bandwidth
 * @param flopsPerSecond peak of each unit for floating-point operations
 */
public record Gpu(String name, String title, Architecture architecture, int multiprocessors, int megahertz, double bytesPerSecond,
        Map<Pipe, Double> flopsPerSecond) {

    /** Peak of a unit in operations per second. */
    public double peak(Pipe pipe) {
        return flopsPerSecond.get(pipe);
    }
}
