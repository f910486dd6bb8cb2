package io.samcp.runtime.cuda.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which operations the libraries won, remembered on disk: lines of operation, microseconds of the library and of our kernel, separated by
 * tabs. A line that cannot be read counts as not there; a folder that cannot be written is only logged. Thread-safe.
 */
public final class LibraryChoices {

    private static final Logger LOG = LoggerFactory.getLogger(LibraryChoices.class);
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 3;

    /**
     * What two ways to compute the same took.
     *
     * @param libraryMicros the library; infinite if it cannot
     * @param oursMicros our kernel
     */
    public record Timing(double libraryMicros, double oursMicros) {

        /** True if the library was faster. */
        public boolean libraryWins() {
            return libraryMicros < oursMicros;
        }
    }

    private final Optional<Path> file;
    private final Map<String, Timing> known;

    /**
     * Reads what is remembered.
     *
     * @param folder where it lies; empty: nothing is remembered beyond this process
     * @param identity device, driver and versions of the libraries: another one has choices of its own
     */
    public LibraryChoices(Optional<Path> folder, String identity) {
        file = folder.map(f -> f.resolve("libraries." + Integer.toHexString(identity.hashCode()) + ".tsv"));
        known = file.map(LibraryChoices::read).orElseGet(TreeMap::new);
    }

    /**
     * Says whether the library is the faster one.
     *
     * @param operation sizes, options and rival, without tabs
     * @param measure asked if it is not known yet
     */
    public synchronized boolean prefersLibrary(String operation, Supplier<Timing> measure) {
        final Timing remembered = known.get(operation);
        if (remembered != null) {
            return remembered.libraryWins();
        }
        final Timing timing = measure.get();
        known.put(operation, timing);
        LOG.debug("{}: library {} us, ours {} us", operation, timing.libraryMicros(), timing.oursMicros());
        file.ifPresent(this::write);
        return timing.libraryWins();
    }

    private static Map<String, Timing> read(Path file) {
        final Map<String, Timing> found = new TreeMap<>();
        try {
            for (final String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                parse(line, found);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("no choices of libraries yet: {}", e.getMessage());
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}; libraries will be measured anew", file, e.toString());
        }
        return found;
    }

    private static void parse(String line, Map<String, Timing> target) {
        final String[] fields = line.split(SEPARATOR, -1);
        try {
            if (fields.length == FIELDS) {
                target.put(fields[0], new Timing(Double.parseDouble(fields[1]), Double.parseDouble(fields[2])));
            }
        } catch (NumberFormatException e) {
            LOG.warn("not a choice of libraries: '{}'", line);
        }
    }

    /** Other processes may have written meanwhile; what they found is kept. */
    private void write(Path to) {
        try {
            Files.createDirectories(to.getParent());
            final Map<String, Timing> all = read(to);
            all.putAll(known);
            final StringBuilder text = new StringBuilder();
            all.forEach((operation, timing) -> text.append(operation).append(SEPARATOR).append(micros(timing.libraryMicros()))
                    .append(SEPARATOR).append(micros(timing.oursMicros())).append('\n'));
            final Path temporary = Files.createTempFile(to.getParent(), "choices", ".tmp");
            try {
                Files.writeString(temporary, text);
                Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.warn("cannot keep {}: {}; libraries will be measured again next time", to, e.toString());
        }
    }

    private static String micros(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : Double.toString(value);
    }
}
