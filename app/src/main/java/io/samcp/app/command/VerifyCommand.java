package io.samcp.app.command;

import io.samcp.kernels.Precision;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samcp verify}: conformance with golden results. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
    "Runs every case of a folder of golden results and compares each stored tensor.",
    "Exit code 1 if any fails."})
public final class VerifyCommand implements Callable<Integer> {

    /** The shipped goldens below the project. */
    static final String SHIPPED = "golden/golden.zip";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder (or zip file) of golden results; default: the shipped ones")
    private Path folder;

    @Option(names = "--precision", paramLabel = "NAME", defaultValue = "FP32",
            description = "${COMPLETION-CANDIDATES} (default: FP32); below FP32 each stage is held against plain loops in that precision")
    private Precision precision;

    @Option(names = "--device", defaultValue = "cpu", paramLabel = DeviceName.SYNTAX, converter = DeviceName.class,
            description = "where it runs (default: cpu, the PTX engine)")
    private String deviceName;

    @Option(names = "--libraries", paramLabel = LibrarySwitch.SYNTAX, defaultValue = "off", description = LibrarySwitch.DESCRIPTION
            + " (default: off)")
    private LibrarySwitch libraries;

    @Option(names = PersistentSwitch.NAME, description = PersistentSwitch.DESCRIPTION)
    private boolean persistent;

    @Option(names = "--case", paramLabel = "NAME", description = "only this case or kernel file; may be repeated")
    private List<String> cases = new ArrayList<>();

    @Option(names = "--self-test", description = "damage copies of a case and expect each to be refused")
    private boolean selfTest;

    @Option(names = "--json", paramLabel = "FILE", description = "write all results as JSON")
    private Path json;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        try (GoldenFolder golden = GoldenFolder.open(folder == null ? shipped() : folder);
                Device device = Devices.named(deviceName, libraries.use())) {
            final Verification verification = new Verification(device,
                    ModelOptions.of(libraries.allowed(), precision).withPersistent(persistent));
            out.printf("%s; %s%n", device.description().name(),
                    libraries.allowed() ? device.description().libraries() : "libraries off: PTX for everything");
            if (precision != Precision.FP32) {
                out.println("precision " + precision
                        + ": cases only, as kernel files hold single operations in FP32; error/E is the error over "
                        + "that of plain loops");
            }
            if (selfTest) {
                return verification.selfTest(golden, out) ? 0 : 1;
            }
            final boolean passed;
            try (Progress progress = Progress.of("verify", verification.count(golden, new HashSet<>(cases)))) {
                passed = verification.run(golden, new HashSet<>(cases), name -> {
                    progress.doing(name);
                    progress.step();
                }, out);
            }
            if (json != null) {
                Files.writeString(json, verification.json());
            }
            return passed ? 0 : 1;
        }
    }

    private Path shipped() {
        final String root = System.getProperty("samcp.root");
        if (root == null) {
            throw new ParameterException(spec.commandLine(), "name a folder of golden results");
        }
        return Path.of(root).resolve(SHIPPED);
    }
}
