package io.samcp.app.ptx;

import io.samcp.simulator.launch.LaunchArgument;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Arguments as the command line writes them. */
public final class ArgumentText {

    /** Most bytes of a buffer of zeros. */
    static final long MAX_BYTES = 1L << 36;

    private ArgumentText() {}

    /**
     * Reads an argument: {@code TYPE:VALUE}, {@code in:FILE}, {@code inout:FILE[:OUTFILE]} or {@code out:BYTES[:OUTFILE]}.
     *
     * @param number its place, from 1
     * @param arena how long its bytes are needed
     * @throws PtxInputException if it is none of these, or its file cannot be read
     */
    public static NamedArgument parse(int number, String text, Arena arena) {
        final String where = "--arg " + text;
        final int colon = text.indexOf(':');
        final String kind = colon < 0 ? text : text.substring(0, colon);
        final String rest = colon < 0 ? "" : text.substring(colon + 1);
        final String name = "argument " + number;
        if (!rest.isEmpty()) {
            switch (kind) {
                case "in" -> {
                    return new NamedArgument(LaunchArgument.Buffer.of(name, BufferFile.read(where, Path.of(rest), arena)), false, null,
                            null);
                }
                case "inout" -> {
                    return inOut(where, name, rest, arena);
                }
                case "out" -> {
                    return out(where, name, rest);
                }
                default -> {
                    final Optional<ScalarType> type = ScalarType.named(kind);
                    if (type.isPresent()) {
                        return new NamedArgument(type.get().value(where, rest), false, null, null);
                    }
                }
            }
        }
        throw new PtxInputException(where + ": expected in:FILE, inout:FILE[:OUTFILE], out:BYTES[:OUTFILE] or TYPE:VALUE with TYPE one of "
                + String.join(", ", ScalarType.labels()));
    }

    /** A colon may belong to the name of a file that is there. */
    private static NamedArgument inOut(String where, String name, String rest, Arena arena) {
        final int colon = Files.exists(Path.of(rest)) ? -1 : rest.lastIndexOf(':');
        final Path source = Path.of(colon < 0 ? rest : rest.substring(0, colon));
        return new NamedArgument(LaunchArgument.Buffer.of(name, BufferFile.read(where, source, arena)), true, null,
                target(where, colon, rest));
    }

    private static NamedArgument out(String where, String name, String rest) {
        final int colon = rest.indexOf(':');
        final String bytes = colon < 0 ? rest : rest.substring(0, colon);
        return new NamedArgument(LaunchArgument.Buffer.zeros(name, size(where, bytes)), true, null, target(where, colon, rest));
    }

    private static Path target(String where, int colon, String rest) {
        if (colon < 0) {
            return null;
        }
        if (colon == rest.length() - 1) {
            throw new PtxInputException(where + ": expected a file's name after the last colon, found nothing");
        }
        return Path.of(rest.substring(colon + 1));
    }

    /** A number of bytes. */
    static long size(String where, String text) {
        try {
            final long bytes = Long.decode(text);
            if (bytes >= 0 && bytes <= MAX_BYTES) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            throw new PtxInputException(where + ": expected a number of bytes, found '" + text + "'", e);
        }
        throw new PtxInputException(where + ": expected 0 to " + MAX_BYTES + " bytes, found " + text);
    }
}
