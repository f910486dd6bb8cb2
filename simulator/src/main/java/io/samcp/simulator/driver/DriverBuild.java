package io.samcp.simulator.driver;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Compiles {@code libcuda.so.1} from the C files among this package's resources. */
final class DriverBuild {

    private static final List<String> SOURCES = List.of("control.c", "context.c", "memory.c", "module.c", "work.c", "stream.c", "graph.c",
            "unsupported.c");
    private static final String HEADER = "standin.h";
    private static final String LIBRARY = "libcuda.so.1";
    private static final int SECONDS = 120;

    private DriverBuild() {}

    /** The compiler: {@code $CC}, {@code cc} or {@code gcc}. */
    static Optional<Path> compiler() {
        return Stream.of(System.getenv("CC"), "cc", "gcc").filter(name -> name != null && !name.isBlank()).map(DriverBuild::onPath)
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(name)).filter(Files::isExecutable).findFirst();
    }

    /**
     * Compiles it into a fresh folder, which is deleted when the process ends.
     *
     * @throws IllegalStateException if the compiler refuses, with what it says
     */
    static Path library(Path compiler) {
        try {
            final Path folder = Files.createTempDirectory("samcp-standin");
            folder.toFile().deleteOnExit();
            final List<String> command = new ArrayList<>(List.of(compiler.toString(), "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror",
                    "-pthread", "-fPIC", "-fvisibility=hidden", "-shared", "-Wl,-soname," + LIBRARY, "-o", LIBRARY));
            unpack(HEADER, folder);
            for (final String source : SOURCES) {
                unpack(source, folder);
                command.add(source);
            }
            compile(command, folder);
            final Path library = folder.resolve(LIBRARY);
            library.toFile().deleteOnExit();
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in driver cannot be built", e);
        }
    }

    private static void unpack(String name, Path folder) throws IOException {
        try (InputStream in = DriverBuild.class.getResourceAsStream(name)) {
            final Path file = folder.resolve(name);
            Files.copy(in, file);
            file.toFile().deleteOnExit();
        }
    }

    private static void compile(List<String> command, Path folder) throws IOException {
        final Path log = folder.resolve("log");
        log.toFile().deleteOnExit();
        final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the C compiler takes longer than " + SECONDS + " s: " + command);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stand-in driver was compiled", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the stand-in driver does not compile: " + command + "\n"
                    + Files.readString(log, StandardCharsets.UTF_8));
        }
    }
}
