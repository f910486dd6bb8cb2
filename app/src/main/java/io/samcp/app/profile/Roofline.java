package io.samcp.app.profile;

import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.counters.Pipe;
import java.util.Map;

/**
 * The least time a launch can take on a GPU by its data sheet: every byte moved once, every operation at the peak of its unit, both at the same
 * time. A floor, not a forecast.
 *
 * @param gpu the GPU
 * @param bytes different bytes that were read and written
 * @param flops floating-point operations
 * @param memorySeconds what the bytes take
 * @param computeSeconds what the busiest unit takes; 0 if there is no arithmetic
 * @param pipe that unit
 */
public record Roofline(Gpu gpu, long bytes, long flops, double memorySeconds, double computeSeconds, Pipe pipe) {

    /** Of a launch. */
    public static Roofline of(LaunchCounters counters, Gpu gpu) {
        Pipe busiest = Pipe.FP32;
        double most = 0;
        for (final Map.Entry<Pipe, Long> entry : counters.operations().entrySet()) {
            if (entry.getKey().isFloat()) {
                final double seconds = entry.getValue() / gpu.peak(entry.getKey());
                if (seconds > most) {
                    most = seconds;
                    busiest = entry.getKey();
                }
            }
        }
        return new Roofline(gpu, counters.distinctBytes(), counters.flops(), counters.distinctBytes() / gpu.bytesPerSecond(), most,
                busiest);
    }

    /** Whether moving the bytes takes longer than the arithmetic. */
    public boolean memoryBound() {
        return memorySeconds >= computeSeconds;
    }

    /** The floor. */
    public double seconds() {
        return Math.max(memorySeconds, computeSeconds);
    }

    /** Operations per byte; infinite if no byte moves. */
    public double intensity() {
        return bytes == 0 ? Double.POSITIVE_INFINITY : (double) flops / bytes;
    }

    /** Operations per byte where the roof of the busiest unit meets that of the memory. */
    public double ridge() {
        return gpu.peak(pipe) / gpu.bytesPerSecond();
    }

    /** Operations per second at the floor; 0 if there are none. */
    public double attainable() {
        return flops == 0 ? 0 : flops / seconds();
    }
}
