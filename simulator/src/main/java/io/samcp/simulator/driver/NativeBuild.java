package io.samcp.simulator.driver;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Compiles libraries from the C files among this package's resources, into a folder that is deleted when the process ends. */
final class NativeBuild {

    private static final int SECONDS = 120;

    private final Path compiler;
    private final Path folder;

    private NativeBuild(Path compiler, Path folder) {
        this.compiler = compiler;
        this.folder = folder;
    }

    /** Makes the folder. */
    static NativeBuild start(Path compiler) {
        try {
            final Path folder = Files.createTempDirectory("samcp-standin");
            folder.toFile().deleteOnExit();
            return new NativeBuild(compiler, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in driver cannot be built", e);
        }
    }

    /** The compiler: {@code $CC}, {@code cc} or {@code gcc}. */
    static Optional<Path> compiler() {
        return Stream.of(System.getenv("CC"), "cc", "gcc").filter(name -> name != null && !name.isBlank()).map(NativeBuild::onPath)
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(name)).filter(Files::isExecutable).findFirst();
    }

    /**
     * Compiles and links one library.
     *
     * @param soname its name, for the dynamic linker too
     * @param headers files its sources include
     * @param linked libraries made before that it calls
     * @throws IllegalStateException if the compiler refuses, with what it says
     */
    Path library(String soname, List<String> sources, List<String> headers, List<String> linked) {
        try {
            // symbols carry the library's name as their version, as those of the real libraries do
            final List<String> command = new ArrayList<>(List.of(compiler.toString(), "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror",
                    "-pthread", "-fPIC", "-fvisibility=hidden", "-shared", "-Wl,--default-symver", "-Wl,-soname," + soname, "-o", soname));
            for (final String header : headers) {
                unpack(header);
            }
            for (final String source : sources) {
                unpack(source);
                command.add(source);
            }
            command.addAll(linked);
            compile(command, folder.resolve(soname + ".log"));
            final Path library = folder.resolve(soname);
            library.toFile().deleteOnExit();
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(soname + " of the stand-in cannot be built", e);
        }
    }

    private void unpack(String name) throws IOException {
        try (InputStream in = NativeBuild.class.getResourceAsStream(name)) {
            final Path file = folder.resolve(name);
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            file.toFile().deleteOnExit();
        }
    }

    private void compile(List<String> command, Path log) throws IOException {
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
            throw new IllegalStateException("interrupted while the stand-in was compiled", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the stand-in does not compile: " + command + "\n"
                    + Files.readString(log, StandardCharsets.UTF_8));
        }
    }
}
