package io.samcp.app;

import io.samcp.app.command.ConvertCommand;
import io.samcp.app.command.InitCommand;
import io.samcp.app.command.InspectCommand;
import io.samcp.app.command.DemoCommand;
import io.samcp.app.command.DoctorCommand;
import io.samcp.app.command.EvalCommand;
import io.samcp.app.command.KernelsCommand;
import io.samcp.app.command.ProfileCommand;
import io.samcp.app.command.SegmentCommand;
import io.samcp.app.command.VerifyCommand;
import io.samcp.app.command.ptx.PtxCommand;
import io.samcp.app.output.OutputException;
import io.samcp.app.panoptic.PanopticFormatException;
import io.samcp.app.ptx.PtxInputException;
import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.runtime.DeviceException;
import io.samcp.weights.WeightFormatException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code samcp}. */
@Command(name = "samcp", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, synopsisSubcommandLabel = "COMMAND",
        description = "Segmentation by composable prompts (SAM-CP) in pure Java on hand-written PTX kernels.", subcommands = {
            DemoCommand.class, SegmentCommand.class, EvalCommand.class, VerifyCommand.class, InspectCommand.class,
            ConvertCommand.class, InitCommand.class, KernelsCommand.class, ProfileCommand.class, PtxCommand.class,
            DoctorCommand.class},
        footer = {"  bench    Measure; a program of its own, see samcp bench --help.", "",
            "Exit codes: 0 done, 1 a check failed, 2 wrong command line, 3 error."})
public final class Main implements Runnable {

    /** Exit code of an error. */
    public static final int ERROR = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "show stack traces of errors")
    private boolean verbose;

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Main.class.getPackage().getImplementationVersion();
            return new String[]{"samcp4j " + (version == null ? "(development build)" : version) + ", Java " + Runtime.version()};
        }
    }

    /** The command line with all its subcommands; tests set its writers. */
    public static CommandLine commandLine() {
        final Main main = new Main();
        return new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, _) -> main.report(exception, command));
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        final CommandLine commandLine = commandLine();
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            commandLine.getErr().println("samcp: out of memory (heap up to " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB); a larger heap is set with JAVA_TOOL_OPTIONS=-Xmx8g");
            commandLine.getErr().flush();
            return ERROR;
        }
    }

    private int report(Exception exception, CommandLine command) {
        final boolean expected = exception instanceof ImageFormatException || exception instanceof PatchFormatException
                || exception instanceof WeightFormatException || exception instanceof PanopticFormatException
                || exception instanceof OutputException || exception instanceof DeviceException
                || exception instanceof PtxInputException || exception instanceof UncheckedIOException;
        command.getErr().println(
                "samcp: " + (expected ? exception.getMessage() : "unexpected: " + exception + (verbose ? "" : " (details: --verbose)")));
        if (verbose) {
            exception.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return ERROR;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
