package io.samcp.app.command.ptx;

import io.samcp.app.command.TextTable;
import io.samcp.app.profile.Profile;
import io.samcp.app.profile.ProfileJson;
import io.samcp.app.ptx.CheckNames;
import io.samcp.app.ptx.LaunchOutcome;
import io.samcp.app.ptx.LaunchRequest;
import io.samcp.app.ptx.NamedArgument;
import io.samcp.app.ptx.ScalarType;
import io.samcp.runtime.FaultSite;
import java.io.PrintWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows how a launch ended: for people, or as JSON. */
final class OutcomePrinter {

    private static final int SHOWN_VALUES = 4;
    private static final int CONTEXT_LINES = 2;
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final LaunchRequest request;
    private final List<Shown> results = new ArrayList<>();

    /** What is shown of a buffer. */
    private record Shown(int argument, long bytes, String reals, String integers, String file) {}

    OutcomePrinter(LaunchRequest request) {
        this.request = request;
    }

    /** Keeps what is shown of a buffer, which is gone when the launch is closed. */
    void result(MemorySegment buffer, int argument) {
        final NamedArgument named = request.arguments().get(argument);
        results.add(new Shown(argument + 1, buffer.byteSize(), first(buffer, ScalarType.F32), first(buffer, ScalarType.I32),
                named.target() == null ? "not written" : named.target().toString()));
    }

    private static String first(MemorySegment buffer, ScalarType type) {
        final List<String> values = new ArrayList<>();
        final long count = buffer.byteSize() / type.bytes();
        for (int i = 0; i < Math.min(count, SHOWN_VALUES); i++) {
            values.add(String.valueOf(type.read(buffer, i)));
        }
        return String.join(" ", values) + (count > SHOWN_VALUES ? " ..." : "");
    }

    void print(LaunchOutcome outcome, String text, PrintWriter out) {
        switch (outcome.result()) {
            case LaunchOutcome.OK -> printSuccess(outcome, out);
            case LaunchOutcome.UNSUPPORTED -> printUnsupported(outcome, out);
            default -> printFault(outcome, text, out);
        }
        out.flush();
    }

    private void printSuccess(LaunchOutcome outcome, PrintWriter out) {
        final List<String> checks = CheckNames.names(request.checks());
        out.printf(Locale.ROOT, "%s: %d blocks of %d threads, %.1f ms; %s%n", outcome.kernel(), request.geometry().blocks(),
                request.geometry().threadsPerBlock(), 1000 * outcome.seconds(),
                checks.isEmpty() ? "nothing was checked" : "no findings by the checks " + String.join(", ", checks));
        if (!results.isEmpty()) {
            out.println();
            final TextTable table = new TextTable("argument", "bytes", "as f32", "as i32", "file");
            results.forEach(r -> table.row("" + r.argument(), "" + r.bytes(), r.reals(), r.integers(), r.file()));
            table.print(out);
        }
    }

    private void printUnsupported(LaunchOutcome outcome, PrintWriter out) {
        out.println(request.file() + ": the engine does not know this:");
        outcome.findings().forEach(f -> out.println("  " + f));
    }

    private static void printFault(LaunchOutcome outcome, String text, PrintWriter out) {
        out.println("FAULT " + outcome.result());
        outcome.findings().forEach(f -> out.println("  " + f));
        final FaultSite site = outcome.site();
        if (site != null) {
            out.println();
            final List<String> lines = text.lines().toList();
            for (int line = Math.max(1, site.line() - CONTEXT_LINES); line <= Math.min(lines.size(), site.line() + CONTEXT_LINES); line++) {
                out.printf(Locale.ROOT, "%s%5d  %s%n", line == site.line() ? ">" : " ", line, lines.get(line - 1));
            }
        }
    }

    /** @param profile what was counted, or null */
    void printJson(LaunchOutcome outcome, Profile profile, PrintWriter out) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", request.file().toString());
        json.put("kernel", outcome.kernel());
        json.put("grid", List.of(request.geometry().gridX(), request.geometry().gridY(), request.geometry().gridZ()));
        json.put("block", List.of(request.geometry().blockX(), request.geometry().blockY(), request.geometry().blockZ()));
        json.put("shared", request.geometry().dynamicSharedBytes());
        json.put("checks", CheckNames.names(request.checks()));
        json.put("result", outcome.result());
        json.put("milliseconds", 1000 * outcome.seconds());
        json.put("outputs", results.stream().map(OutcomePrinter::json).toList());
        json.put("findings", outcome.findings());
        if (outcome.site() != null) {
            final FaultSite site = outcome.site();
            final Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("kind", outcome.result());
            fault.put("kernel", site.kernel());
            fault.put("line", site.line());
            fault.put("instruction", site.instruction());
            fault.put("block", List.of(site.block().x(), site.block().y(), site.block().z()));
            fault.put("thread", List.of(site.thread().x(), site.thread().y(), site.thread().z()));
            json.put("fault", fault);
        }
        if (profile != null) {
            json.put("profile", ProfileJson.of(profile));
        }
        out.println(JSON.writeValueAsString(json));
        out.flush();
    }

    private static Map<String, Object> json(Shown shown) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("argument", shown.argument());
        json.put("bytes", shown.bytes());
        json.put("file", shown.file());
        return json;
    }
}
