package io.samcp.app.command;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceDescription;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.Devices;
import io.samcp.runtime.NvidiaDriver;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.WeightFormatException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what the program found on this machine and what it chose. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Show Java, driver and device, and what was chosen and why.",
        footer = "Exit code 1 if there is no usable device or the shipped model cannot be read.")
public final class DoctorCommand implements Callable<Integer> {

    private static final String VECTOR = "jdk.incubator.vector";
    private static final long MEBI = 1L << 20;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final Runtime runtime = Runtime.getRuntime();
        line(out, "Java", Runtime.version() + " (" + System.getProperty("java.vendor") + ") at " + System.getProperty("java.home"));
        line(out, "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch") + ", "
                        + runtime.availableProcessors() + " cores, heap up to " + runtime.maxMemory() / MEBI + " MiB");
        line(out, "vectors", ModuleLayer.boot().findModule(VECTOR).isPresent()
                ? "on (" + VECTOR + ")"
                : "off: the PTX engine is faster with --add-modules=" + VECTOR);
        line(out, "driver", NvidiaDriver.probe().summary());
        final boolean device = device(out);
        final boolean model = model(out);
        out.flush();
        return device && model ? 0 : 1;
    }

    private static boolean device(PrintWriter out) {
        try (Device device = Devices.best()) {
            final DeviceDescription description = device.description();
            line(out, "device",
                    description.name() + ", behaves like " + description.architecture() + ", " + description.memoryBytes() / MEBI
                            + " MiB of device memory");
            line(out, "libraries", description.libraries());
            return true;
        } catch (DeviceException e) {
            line(out, "device", "none: " + e.getMessage());
            return false;
        }
    }

    private static boolean model(PrintWriter out) {
        try (ModelWeights weights = ModelWeights.open(ShippedModel.file())) {
            line(out, "model", weights.vocabulary().size() + " classes, " + ShippedModel.NOTE);
            return true;
        } catch (WeightFormatException e) {
            line(out, "model", "the shipped model cannot be used: " + e.getMessage());
            return false;
        }
    }

    private static void line(PrintWriter out, String what, String text) {
        out.println(what + " ".repeat(Math.max(1, 11 - what.length())) + text);
    }
}
