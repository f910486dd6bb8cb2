package io.samcp.app.command.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/ptx.md shows what its commands print. */
final class PtxPageTest {

    private static final Path ROOT = Path.of(System.getProperty("samcp.root"));
    private static final Pattern SESSION = Pattern.compile("```console\n\\$ \\./samcp ([^\n]*)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void printsWhatThePageShows() throws IOException {
        final List<MatchResult> sessions = SESSION.matcher(Files.readString(ROOT.resolve("docs/ptx.md"))).results().toList();
        assertTrue(sessions.size() >= 5, "the page has sessions");
        for (final MatchResult session : sessions) {
            final StringWriter out = new StringWriter();
            final String[] arguments = session.group(1).replace("docs/examples/", ROOT.resolve("docs/examples/").toString() + "/")
                    .replace("out/", folder + "/").split(" ");
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute(arguments);
            final String shown = session.group(2);
            final String printed = out.toString().replace(folder + "/", "out/");
            assertEquals(folded(shown), folded(printed), "after " + session.group(1));
        }
    }

    /** Without what differs from run to run: times, and the width of columns that depends on them. */
    private static String folded(String text) {
        return text.replaceAll("-{3,}", "---").replaceAll("(?<=[ ,])[0-9]+\\.[0-9](?= ms;|  passed)", "...").replaceAll(" +", " ")
                .replaceAll("(?m) +$", "");
    }
}
