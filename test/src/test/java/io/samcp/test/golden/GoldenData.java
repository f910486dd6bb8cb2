package io.samcp.test.golden;

import io.samcp.app.verify.GoldenFolder;
import java.nio.file.Path;

/** The shipped golden results, unpacked once per test run. */
public final class GoldenData {

    private static final GoldenFolder FOLDER = unpacked();

    private GoldenData() {}

    /** The folder as {@code samcp verify} takes it. */
    public static GoldenFolder folder() {
        return FOLDER;
    }

    /** A file below it. */
    public static Path path(String name) {
        return FOLDER.path().resolve(name);
    }

    /** The root of the project. */
    public static Path projectRoot() {
        return Path.of(System.getProperty("samcp.root"));
    }

    private static GoldenFolder unpacked() {
        final GoldenFolder folder = GoldenFolder.open(projectRoot().resolve("golden/golden.zip"));
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
        return folder;
    }
}
