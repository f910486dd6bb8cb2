package io.samcp.simulator;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A kernel given as text, with one input and one output buffer.
 *
 * @param text the PTX
 * @param inputBytes size of {@code in}
 * @param outputBytes size of {@code out}
 */
public record TextKernel(String text, long inputBytes, long outputBytes) implements Kernel<LaunchGeometry> {

    /** A kernel with the given statements; {@code %in} and {@code %out} hold the buffers' addresses. */
    public static TextKernel of(String declarations, String statements, long inputBytes, long outputBytes) {
        return new TextKernel(text("sm_80", declarations, "", statements), inputBytes, outputBytes);
    }

    /** The same with directives about clusters. */
    public static TextKernel ofClusters(String directives, String declarations, String statements, long inputBytes, long outputBytes) {
        return new TextKernel(text("sm_90", declarations, directives, statements), inputBytes, outputBytes);
    }

    private static String text(String target, String declarations, String directives, String statements) {
        return ".version 8.0\n.target " + target + "\n.address_size 64\n" + declarations
                + ".visible .entry test(.param .u64 in, .param .u64 out)\n" + directives + """
                        {
                            .reg .u64 %in, %out;
                            ld.param.u64 %in, [in];
                            ld.param.u64 %out, [out];
                        """ + statements + "}\n";
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public String family() {
        return "test";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("in"), KernelParameter.inOut("out"));
    }

    @Override
    public List<ScalarValue> scalars(LaunchGeometry shape) {
        return List.of();
    }

    @Override
    public List<Long> bufferBytes(LaunchGeometry shape) {
        return List.of(inputBytes, outputBytes);
    }

    @Override
    public LaunchGeometry geometry(LaunchGeometry shape) {
        return shape;
    }

    @Override
    public Cost cost(LaunchGeometry shape) {
        return new Cost(inputBytes + outputBytes, 0);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(255, 48 * 1024);
    }

    @Override
    public PtxSource source() {
        return new PtxSource("test.ptx", text);
    }

    /** Runs it once on a device of its own; {@code output} is uploaded before and downloaded after. */
    public void run(EngineOptions options, LaunchGeometry geometry, MemorySegment input, MemorySegment output) {
        try (Device device = Devices.engine(options)) {
            run(device, geometry, input, output);
        }
    }

    /** Runs it once. */
    public void run(Device device, LaunchGeometry geometry, MemorySegment input, MemorySegment output) {
        try (DeviceStream stream = device.openStream();
                DeviceBuffer in = device.allocate(Math.max(1, inputBytes), "in");
                DeviceBuffer out = device.allocate(Math.max(1, outputBytes), "out");
                Executable executable = device.prepare("test", List.of(new KernelWork<>("test", this, geometry, List.of(in, out))))) {
            stream.uploadAsync(input, in);
            stream.uploadAsync(output, out);
            stream.launchAsync(executable);
            stream.synchronizeBlocking();
            stream.downloadAsync(out, output);
            stream.synchronizeBlocking();
        }
    }

    /** One block of {@code threads} threads; returns the output's words. */
    public int[] words(int threads, int... input) {
        final int[] output = new int[(int) (outputBytes / Integer.BYTES)];
        run(EngineOptions.deterministic(), LaunchGeometry.of(1, threads), MemorySegment.ofArray(input), MemorySegment.ofArray(output));
        return output;
    }
}
