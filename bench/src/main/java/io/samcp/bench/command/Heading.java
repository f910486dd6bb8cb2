package io.samcp.bench.command;

import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What figures must be read with.
 *
 * @param device its name
 * @param gpu whether it is one
 * @param commit of the program, or why there is none
 */
record Heading(String device, boolean gpu, String commit) {

    private static final int SHORT_HASH = 10;

    /** Opens the device and closes it again. */
    static Heading of(String deviceName) {
        try (Device device = Devices.named(deviceName)) {
            return new Heading(device.description().name(), device instanceof CudaDevice, describedCommit());
        }
    }

    /** What the device can do at most, if it is a GPU and known. */
    Optional<Peaks> peaks() {
        return gpu ? Peaks.of(device) : Optional.empty();
    }

    void print(PrintWriter out) {
        out.println("device   " + device);
        out.println("Java     " + Runtime.version() + ", " + System.getProperty("java.vm.name"));
        out.println("date     " + ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES));
        out.println("commit   " + commit);
        if (!gpu) {
            out.println("note     figures of the PTX engine on a CPU say nothing of a GPU");
        }
        out.flush();
    }

    private static String describedCommit() {
        try {
            final Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=" + SHORT_HASH)
                    .directory(Path.of(System.getProperty("samcp.root", ".")).toFile()).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !text.isEmpty() ? text : "unknown";
        } catch (IOException e) {
            return "unknown (no git)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
