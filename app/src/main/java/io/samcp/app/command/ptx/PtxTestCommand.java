package io.samcp.app.command.ptx;

import io.samcp.app.command.Progress;
import io.samcp.app.command.TextTable;
import io.samcp.app.ptx.CaseList;
import io.samcp.app.ptx.CaseRunner;
import io.samcp.app.ptx.LaunchRequest;
import io.samcp.app.ptx.PtxCase;
import io.samcp.runtime.assembler.Architecture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code samcp ptx test}: a list of launches with expected results. */
@Command(name = "test", mixinStandardHelpOptions = true, description = {
    "Run a list of launches and compare their results, or the faults that are found, with what is expected.",
    "Exit code 1 if any case fails. The form of the list is in docs/ptx.md."})
final class PtxTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CASES.json", description = "list of cases; paths in it are relative to its folder")
    private Path file;

    @Option(names = "--arch", paramLabel = ArchitectureName.SYNTAX, defaultValue = "sm_90", converter = ArchitectureName.class,
            description = "GPU whose launch limits count (default: sm_90)")
    private Architecture architecture;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "" + LaunchRequest.DEFAULT_LIMIT,
            description = "instructions a warp may take before it counts as hanging (default: ${DEFAULT-VALUE})")
    private long limit;

    @Option(names = "--json", description = "print the results as JSON")
    private boolean json;

    @Override
    public Integer call() {
        final List<PtxCase> cases = CaseList.read(file);
        final CaseRunner runner = new CaseRunner(architecture, limit);
        final List<CaseRunner.Result> results = new ArrayList<>();
        try (Progress progress = Progress.of("ptx test", cases.size())) {
            for (final PtxCase test : cases) {
                progress.doing(test.name());
                results.add(runner.run(test));
                progress.step();
            }
        }
        final long passed = results.stream().filter(CaseRunner.Result::passed).count();
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                    .writeValueAsString(Map.of("passed", passed, "failed", results.size() - passed, "cases", results)));
        } else {
            print(results, out);
            out.printf("%n%d passed, %d failed%n", passed, results.size() - passed);
        }
        out.flush();
        return passed == results.size() ? 0 : 1;
    }

    private static void print(List<CaseRunner.Result> results, PrintWriter out) {
        final TextTable table = new TextTable("case", "expected", "found", "ms", "");
        results.forEach(r -> table.row(r.name(), r.expect(), r.found(), String.format(Locale.ROOT, "%.1f", 1000 * r.seconds()),
                r.passed() ? "passed" : "FAILED"));
        table.print(out);
        results.stream().filter(r -> !r.passed()).forEach(r -> out.printf("%n%s%n  %s%n", r.name(), r.note().isEmpty()
                ? "expected " + r.expect() + ", but it ended well"
                : r.note()));
    }
}
