package io.samcp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private static final Path ROOT = Path.of(System.getProperty("samcp.root"));

    @TempDir
    Path folder;

    /** What a run of the command line gave. */
    private record Run(int code, String out, String err) {}

    private static Run run(Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Run(line.execute(texts), out.toString(), err.toString());
    }

    private static void assertOneLineError(Run run, String expected) {
        assertEquals(3, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), "one line: " + run.err());
        assertTrue(run.err().startsWith("samcp: ") && run.err().contains(expected), run.err());
    }

    @Test
    void showsItsCommandsWithoutArguments() {
        final Run run = run();
        assertEquals(0, run.code());
        for (final String command : new String[]{"demo", "segment", "eval", "doctor"}) {
            assertTrue(run.out().contains(command), command + " in " + run.out());
        }
    }

    @Test
    void tellsAWrongCommandLineFromAnError() {
        assertEquals(2, run("paint").code());
        assertEquals(2, run("segment", "a.png").code());
        assertEquals(2, run("segment", "a.png", "--out", folder, "--libraries", "perhaps").code());
        assertOneLineError(run("segment", folder.resolve("none.png"), "--out", folder), "expected an image file, found nothing");
    }

    @Test
    void showsAStackTraceOnlyIfAsked() {
        final Run run = run("segment", folder.resolve("none.png"), "--out", folder, "--verbose");
        assertEquals(3, run.code());
        assertTrue(run.err().contains("\tat io.samcp.app"), run.err());
    }

    @Test
    void refusesBadInputInOneLine() throws IOException {
        final Path scene = ROOT.resolve("scenes/000.png");
        final Path file = Files.writeString(folder.resolve("file"), "x");
        assertOneLineError(run("segment", scene, "--out", file), "expected a directory, found a file");
        assertOneLineError(run("segment", file, "--out", folder), "expected a JPEG or PNG image");
        assertOneLineError(run("segment", scene, "--out", folder, "--patches", folder.resolve("none.json")),
                "expected a patch file, found nothing");
        assertOneLineError(run("segment", scene, "--out", folder, "--patches", ROOT.resolve("photos/coffee.patches.json")),
                "segmentation.size: expected [192, 256]");
        assertOneLineError(run("segment", scene, "--out", folder, "--weights", folder.resolve("none.safetensors")), "none.safetensors");
        assertOneLineError(run("segment", scene, "--out", folder, "--weights", file), "file: ");
        assertOneLineError(run("eval", folder), "panoptic.json: expected a COCO panoptic JSON file, found nothing");
    }

    @Test
    void readsTheShippedModel() {
        final Run run = run("doctor");
        assertTrue(run.out().contains("model      12 classes, the shipped tiny model"), run.out());
    }
}
