package io.samcp.app.command.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages show what their commands print. In a session where a line is {@code ...}, that stands for any lines, and within a line for any text. */
final class PtxPageTest {

    private static final Path ROOT = Path.of(System.getProperty("samcp.root"));
    private static final Pattern SESSION = Pattern.compile("```console\n\\$ \\./samcp ([^\n]*)\n(.*?)```", Pattern.DOTALL);

    private static final String ANY_LINES = "\n...\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"docs/ptx.md, 6", "docs/profile.md, 4"})
    void printsWhatThePageShows(String page, int least) throws IOException {
        final List<MatchResult> sessions = SESSION.matcher(Files.readString(ROOT.resolve(page))).results().toList();
        assertTrue(sessions.size() >= least, "the page has sessions");
        for (final MatchResult session : sessions) {
            final StringWriter out = new StringWriter();
            final String[] arguments = session.group(1).replace("docs/examples/", ROOT.resolve("docs/examples/").toString() + "/")
                    .replace("out/", folder + "/").split(" ");
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute(arguments);
            final String shown = session.group(2);
            final String printed = out.toString().replace(folder + "/", "out/");
            if (!shown.contains(ANY_LINES) || !pattern(folded(shown)).matcher(folded(printed)).matches()) {
                assertEquals(folded(shown), folded(printed), "after " + session.group(1));
            }
        }
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(Arrays.stream(shown.split("\n", -1))
                .map(line -> line.equals("...")
                        ? "(?s:.*)"
                        : Arrays.stream(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*")) + "\n")
                .collect(Collectors.joining()).replaceFirst("\n$", ""));
    }

    /** Without what differs from run to run: times, and the width of columns that depends on them. */
    private static String folded(String text) {
        return text.replaceAll("-{3,}", "---").replaceAll("(?<=[ ,])[0-9]+\\.[0-9](?= ms;|  passed)", "...").replaceAll(" +", " ")
                .replaceAll("(?m) +$", "");
    }
}
