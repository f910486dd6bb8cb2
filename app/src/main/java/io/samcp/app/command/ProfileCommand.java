package io.samcp.app.command;

import io.samcp.app.output.WholeFile;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.profile.ForwardProfile;
import io.samcp.app.profile.ForwardProfile.Launched;
import io.samcp.app.profile.ForwardTable;
import io.samcp.app.profile.Gpu;
import io.samcp.app.profile.Profile;
import io.samcp.app.profile.ProfileJson;
import io.samcp.app.profile.ProfilePage;
import io.samcp.app.profile.ProfileText;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.simulator.counters.Counter;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.runtime.Device;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code samcp profile}: what our kernels do in a forward pass, counted on the engine. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = {"Count what kernels do in a forward pass of the tiny model: instructions, bytes, bank conflicts, divergence.",
            "Without KERNEL a table of all kernels; with it the PTX of one, annotated, and its place under a GPU's roofline.",
            "Counts are the engine's, limits are data sheets'; nothing is timed. For PTX of your own: samcp ptx run --profile."})
public final class ProfileCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "KERNEL", description = "a name that samcp kernels shows, or a part that only one has. "
            + "A rung that the model does not use runs in place of the one it uses")
    private String name;

    @Option(names = "--list", description = "every launch, in order, in place of the sums or of the listing")
    private boolean list;

    @Option(names = "--launch", paramLabel = "N",
            description = "the launch to show, by its number in --list (default: the one with most instructions)")
    private Integer number;

    @Option(names = "--gpu", paramLabel = "NAME", defaultValue = "h100", converter = GpuName.class, completionCandidates = GpuName.class,
            description = "whose limits count: ${COMPLETION-CANDIDATES} (default: h100)")
    private Gpu gpu;

    @Option(names = "--html", paramLabel = "FILE", description = "write the annotated PTX as a page")
    private Path html;

    @Option(names = "--json", description = "print as JSON; see docs/profile.md")
    private boolean json;

    @Option(names = "--scene", paramLabel = "NAME", description = "the shipped scene that is segmented (default: the first)")
    private String scene;

    @Option(names = "--case", paramLabel = "NAME",
            description = "count a golden case or kernel file of samcp verify instead of a scene, for "
                    + "kernels the tiny model does not launch: multilevel_roi_align, case_flag_mean, ...")
    private String golden;

    @Option(names = "--weights", paramLabel = "FILE", description = "another model (default: the shipped tiny one)")
    private Path weights;

    @Option(names = "--precision", paramLabel = "NAME", defaultValue = "FP32", description = "${COMPLETION-CANDIDATES} (default: FP32)")
    private Precision precision;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        if (name == null && (number != null || html != null)) {
            throw wrong((number != null ? "--launch" : "--html") + " needs a KERNEL");
        }
        final Kernel<?> wanted = name == null ? null : kernel();
        final List<Launched> launches = ForwardProfile.of(wanted, golden == null ? forward() : this::runGolden);
        if (launches.isEmpty()) {
            throw wrong((wanted == null ? "no kernel is" : wanted.name() + " is not") + " launched there; rounding kernels run with "
                    + "--precision bf16, kernels that the tiny model lacks in golden cases (--case), epilogues only beside a GPU's libraries");
        }
        if (wanted != null && !list) {
            show(chosen(launches).profile(gpu), out);
        } else if (json) {
            out.println(JSON.writeValueAsString(launches.stream().map(l -> ProfileJson.summary(l, gpu)).toList()));
        } else {
            out.println(launches.size() + " launches");
            out.println();
            (list ? ForwardTable.launches(launches, gpu) : ForwardTable.kernels(ForwardTable.rows(launches))).print(out);
        }
        out.flush();
        return 0;
    }

    private Consumer<Device> forward() {
        final SceneFolder folder = SceneFolder.open(root().resolve("scenes"));
        return ForwardProfile.forward(weights == null ? ShippedModel.file() : weights, folder.load(image(folder)), precision);
    }

    private void runGolden(Device device) {
        try (GoldenFolder goldens = GoldenFolder.open(root().resolve(VerifyCommand.SHIPPED))) {
            final Verification verification = new Verification(device, ModelOptions.of(false, precision));
            if (verification.count(goldens, Set.of(golden)) == 0) {
                throw wrong("--case: expected a case that samcp verify runs, found '" + golden + "'");
            }
            verification.run(goldens, Set.of(golden), _ -> {}, new PrintWriter(Writer.nullWriter()));
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("samcp.root", "."));
    }

    private void show(Profile profile, PrintWriter out) {
        if (json) {
            out.println(JSON.writeValueAsString(ProfileJson.of(profile)));
        } else {
            ProfileText.print(profile, out);
        }
        if (html != null) {
            WholeFile.write(html, ProfilePage.of(profile));
        }
    }

    private Launched chosen(List<Launched> launches) {
        if (number == null) {
            return launches.stream().max(Comparator.comparingLong(l -> l.counters().total().get(Counter.WARPS))).orElseThrow();
        }
        return launches.stream().filter(l -> l.number() == number).findFirst()
                .orElseThrow(() -> wrong("--launch: expected one of "
                        + String.join(", ", launches.stream().map(l -> "" + l.number()).toList()) + ", found " + number));
    }

    private Kernel<?> kernel() {
        final List<Kernel<?>> all = KernelCatalogue.all();
        final List<Kernel<?>> fitting = Stream.concat(all.stream().filter(k -> k.name().equals(name)),
                all.stream().filter(k -> k.name().contains(name) && !k.name().equals(name))).toList();
        if (fitting.size() == 1 || !fitting.isEmpty() && fitting.getFirst().name().equals(name)) {
            return fitting.getFirst();
        }
        throw wrong("expected the name of one kernel, found '" + name + "', which " + (fitting.isEmpty()
                ? "none has; there are "
                : "several have: ") + String.join(", ", (fitting.isEmpty() ? all : fitting).stream().map(Kernel::name).toList()));
    }

    private PanopticFile.Image image(SceneFolder folder) {
        return scene == null
                ? folder.images().getFirst()
                : folder.images().stream().filter(i -> i.fileName().equals(scene) || i.fileName().startsWith(scene + ".")).findFirst()
                        .orElseThrow(() -> wrong("--scene: expected one of "
                                + String.join(", ", folder.images().stream().map(PanopticFile.Image::fileName).toList()) + ", found '"
                                + scene + "'"));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
