package io.samcp.app.command.ptx;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code samcp ptx}: any PTX on the engine, without a GPU. */
@Command(name = "ptx", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Run, check and test PTX of any origin on the engine; no GPU is needed.",
        subcommands = {PtxRunCommand.class, PtxCheckCommand.class, PtxTestCommand.class},
        footer = {"", "Example: samcp ptx run vectorAdd.ptx --grid 4 --block 256 --arg in:a.bin --arg in:b.bin --arg out:4096:sum.bin"
                + " --arg i32:1024"})
public final class PtxCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
