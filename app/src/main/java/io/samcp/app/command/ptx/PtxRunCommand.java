package io.samcp.app.command.ptx;

import io.samcp.app.Main;
import io.samcp.app.command.GpuName;
import io.samcp.app.output.WholeFile;
import io.samcp.app.profile.Gpu;
import io.samcp.app.profile.Profile;
import io.samcp.app.profile.ProfilePage;
import io.samcp.app.profile.ProfileText;
import io.samcp.app.ptx.ArgumentText;
import io.samcp.app.ptx.BufferFile;
import io.samcp.app.ptx.CheckNames;
import io.samcp.app.ptx.LaunchOutcome;
import io.samcp.app.ptx.LaunchRequest;
import io.samcp.app.ptx.Launcher;
import io.samcp.app.ptx.NamedArgument;
import io.samcp.runtime.assembler.Architecture;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samcp ptx run}: one launch. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = {"Launch a kernel and show or write what it leaves in its buffers.",
            "Exit code 0 if it ends well, 3 with a report if it does what it must not; then no file is written."},
        footer = {"", "Arguments, one --arg for each parameter of the entry, in order:", "  i32:7  u32:7  i64:7  u64:7  f32:0.5  f64:0.5"
                + "  (also i8, u8, i16, u16)",
            "  in:FILE               a buffer with the file's bytes",
            "  inout:FILE[:OUTFILE]  the same; what it holds afterwards is shown, and written to OUTFILE",
            "  out:BYTES[:OUTFILE]   a buffer of zeros, likewise"})
final class PtxRunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "PTX file")
    private Path file;

    @Option(names = "--kernel", paramLabel = "NAME", description = "entry to launch; may be left out if there is only one")
    private String kernel;

    @Option(names = "--grid", required = true, paramLabel = "X,Y,Z", converter = Dimensions.class, description = "blocks of the grid")
    private Dimensions.Size grid;

    @Option(names = "--block", required = true, paramLabel = "X,Y,Z", converter = Dimensions.class, description = "threads of a block")
    private Dimensions.Size block;

    @Option(names = "--shared", paramLabel = "BYTES", defaultValue = "0", description = "dynamic shared memory of a block (default: 0)")
    private int shared;

    @Option(names = "--arg", paramLabel = "ARGUMENT", description = "the next argument of the kernel; see below")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--check", paramLabel = CheckNames.SYNTAX, defaultValue = "all", description = {
        "what is watched: bounds, misaligned, uninitialised, race, barrier, shuffle (default: all)"})
    private String checks;

    @Option(names = "--arch", paramLabel = ArchitectureName.SYNTAX, defaultValue = "sm_90", converter = ArchitectureName.class,
            description = "GPU whose launch limits count (default: sm_90)")
    private Architecture architecture;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "" + LaunchRequest.DEFAULT_LIMIT,
            description = "instructions a warp may take before it counts as hanging (default: ${DEFAULT-VALUE})")
    private long limit;

    @Option(names = "--profile", description = "count what it does and print the PTX annotated; slower. See docs/profile.md")
    private boolean profile;

    @Option(names = "--gpu", paramLabel = "NAME", defaultValue = "h100", converter = GpuName.class, completionCandidates = GpuName.class,
            description = "with --profile: whose limits count: ${COMPLETION-CANDIDATES} (default: h100)")
    private Gpu gpu;

    @Option(names = "--html", paramLabel = "FILE", description = "with --profile: write the annotated PTX as a page")
    private Path html;

    @Option(names = "--json", description = "print the outcome as JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (html != null && !profile) {
            throw new ParameterException(spec.commandLine(), "--html needs --profile");
        }
        try (Arena arena = Arena.ofShared()) {
            final LaunchRequest request = request(arena);
            final OutcomePrinter printer = new OutcomePrinter(request);
            final LaunchOutcome outcome = Launcher.run(request, (buffer, argument) -> {
                printer.result(buffer, argument);
                final Path target = request.arguments().get(argument).target();
                if (target != null) {
                    BufferFile.write(target, buffer);
                }
            });
            final PrintWriter out = spec.commandLine().getOut();
            final String text = Launcher.text(file);
            final Profile counted = outcome.counters() == null
                    ? null
                    : Profile.of(outcome.kernel(), file.toString(), "", text,
                            request.geometry(), outcome.counters(), null, gpu);
            if (json) {
                printer.printJson(outcome, counted, out);
            } else {
                printer.print(outcome, text, out);
                if (counted != null) {
                    out.println();
                    ProfileText.print(counted, out);
                }
            }
            if (html != null && counted != null) {
                WholeFile.write(html, ProfilePage.of(counted));
            }
            return outcome.ok() ? 0 : Main.ERROR;
        }
    }

    private LaunchRequest request(Arena arena) {
        final List<NamedArgument> parsed = new ArrayList<>();
        for (final String argument : arguments) {
            parsed.add(ArgumentText.parse(parsed.size() + 1, argument, arena));
        }
        return new LaunchRequest(file, kernel, LaunchRequest.geometry("--grid " + grid + " --block " + block, grid.numbers(),
                block.numbers(), shared), architecture, CheckNames.parse("--check", checks), limit, parsed, profile);
    }
}
