package io.samcp.app.profile;

import io.samcp.kernels.Cost;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.counters.Pipe;

/**
 * What a launch should take on a GPU, from its data sheet. Two times, both of which a measurement may prove wrong:
 *
 * <ul>
 * <li>the floor: bytes at full bandwidth, or operations at the peak of the unit that does them, whichever takes longer;
 * <li>the prediction: the same with only the multiprocessors that the launch's blocks can be on, and a launch's boundary inside a graph.
 * </ul>
 *
 * @param floorMicros the floor
 * @param predictedMicros the prediction
 */
public record Prediction(double floorMicros, double predictedMicros) {

    /** From the end of one kernel to the start of the next inside a graph, an assumption until a GPU has been measured. */
    public static final double BOUNDARY_MICROS = 1.3;

    private static final double MICROS = 1e6;

    static Prediction of(Gpu gpu, Pipe pipe, Cost cost, LaunchGeometry geometry) {
        final double floor = MICROS * Math.max(cost.bytes() / gpu.bytesPerSecond(), cost.flops() / gpu.peak(pipe));
        final double share = Math.min(1.0, (double) geometry.blocks() / gpu.multiprocessors());
        return new Prediction(floor, BOUNDARY_MICROS + floor / share);
    }

    /** The unit that a rung's name says its products run on. */
    static Pipe pipe(String kernel) {
        if (kernel.contains("_tf32_")) {
            return Pipe.TENSOR_TF32;
        }
        return kernel.contains("_bf16_") || kernel.contains("_f16_") ? Pipe.TENSOR_16 : Pipe.FP32;
    }
}
