package io.samcp.app.command;

import io.samcp.app.drawing.ContactSheet;
import io.samcp.app.drawing.ContactSheet.Panel;
import io.samcp.app.drawing.ScenePicture;
import io.samcp.app.metrics.EvaluationReport;
import io.samcp.app.output.WholeFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.SamCp;
import io.samcp.weights.Vocabulary;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the shipped scenes and draws what came out. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Segment the shipped scenes: pictures and measured quality.")
public final class DemoCommand implements Callable<Integer> {

    private static final double SHEET_SCALE = 2;
    private static final double OVERVIEW_SCALE = 1.25;
    private static final int OVERVIEW_COLUMNS = 6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "out/demo",
            description = "where the pictures go (default: ${DEFAULT-VALUE})")
    private Path out;

    @Option(names = "--scenes", paramLabel = "DIR", description = "a folder of scenes (default: the shipped ones)")
    private Path scenes;

    @Mixin
    private EngineChoice engineChoice;

    @Override
    public Integer call() {
        final long start = System.nanoTime();
        final PrintWriter print = spec.commandLine().getOut();
        final SceneFolder folder = SceneFolder.open(scenes == null ? shippedScenes() : scenes);
        WholeFile.directory(out);
        final Optional<Path> beside = folder.weights();
        print.println("model    " + engineChoice.description(beside));
        final List<Panel> overview = new ArrayList<>();
        final TextTable table = new TextTable("scene", "patches", "truth", "found", "PQ", "AP", "mIoU");
        final EvaluationReport report;
        try (SamCp engine = engineChoice.open(beside)) {
            print.println("device   " + engine.description());
            print.flush();
            report = SceneAnswers.run(engine, folder, false, (scene, _, answer, one) -> {
                WholeFile.writePng(out.resolve("scene-" + scene.name() + ".png"), sheet(scene, answer, folder.categories(), one));
                overview.add(new Panel("", ScenePicture.ofImage(scene.image(), OVERVIEW_SCALE)));
                overview.add(new Panel("", ScenePicture.ofMap(scene.image(), answer, folder.categories(), OVERVIEW_SCALE, true)));
                table.row(scene.name(), "" + scene.patches().patches().size(), "" + scene.truth().segments().size(),
                        "" + answer.segments().size(), TextTable.percent(one.pq().pq()), TextTable.percent(one.ap()),
                        TextTable.percent(one.meanIou()));
            });
        }
        final Path picture = out.resolve("overview.png");
        WholeFile.writePng(picture, ContactSheet.of("Image and result: " + summary(report), overview, OVERVIEW_COLUMNS));
        WholeFile.write(out.resolve("metrics.json"), report.toJson() + "\n");
        print.println();
        table.print(print);
        print.println();
        SceneAnswers.print(report, print);
        print.println();
        print.printf(Locale.ROOT, "pictures %s, and one per scene beside it%n", picture);
        print.printf(Locale.ROOT, "time     %.1f s; peak memory %s%n", (System.nanoTime() - start) / 1e9, PeakMemory.text());
        print.flush();
        return 0;
    }

    private static BufferedImage sheet(Scene scene, PanopticMap answer, Vocabulary vocabulary, EvaluationReport one) {
        return ContactSheet.of("Scene " + scene.name(), List.of(new Panel("Image", ScenePicture.ofImage(scene.image(), SHEET_SCALE)),
                new Panel(scene.patches().patches().size() + " patches",
                        ScenePicture.ofPatches(scene.image(), scene.patches(), SHEET_SCALE)),
                new Panel("Ground truth", ScenePicture.ofMap(scene.image(), scene.truth(), vocabulary, SHEET_SCALE, true)),
                new Panel("Result, PQ " + TextTable.percent(one.pq().pq()),
                        ScenePicture.ofMap(scene.image(), answer, vocabulary, SHEET_SCALE, true))),
                4);
    }

    private static String summary(EvaluationReport report) {
        return report.scenes() + " scenes, PQ " + TextTable.percent(report.pq().pq()) + ", AP " + TextTable.percent(report.ap()) + ", mIoU "
                + TextTable.percent(report.meanIou());
    }

    /** The launcher says where the project lies; without it, it is the working directory. */
    private static Path shippedScenes() {
        return Path.of(System.getProperty("samcp.root", "."), "scenes");
    }
}
