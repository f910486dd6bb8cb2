package io.samcp.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The most memory this process has held so far, heap and native together. */
final class PeakMemory {

    private static final String FIELD = "VmHWM:";
    private static final long KIBI = 1024;

    private PeakMemory() {}

    /** Bytes; nothing where the system does not say. */
    static OptionalLong bytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith(FIELD)).mapToLong(l -> KIBI * Long.parseLong(l.replaceAll("\\D", ""))).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** For people. */
    static String text() {
        final OptionalLong bytes = bytes();
        return bytes.isPresent() ? bytes.getAsLong() / (KIBI * KIBI) + " MiB" : "not known on this system";
    }
}
