package io.samcp.app.command;

import io.samcp.app.drawing.ScenePicture;
import io.samcp.app.image.ImageReader;
import io.samcp.app.output.CocoPanopticWriter;
import io.samcp.app.output.InstancesWriter;
import io.samcp.app.output.PngPictures;
import io.samcp.app.output.WholeFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.app.patches.FelzenszwalbPatches;
import io.samcp.app.patches.SamJsonReader;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.result.Segmentation;
import io.samcp.weights.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Segments one image. */
@Command(name = "segment", mixinStandardHelpOptions = true,
        description = "Label the patches of an image and merge them into instances and maps.")
public final class SegmentCommand implements Callable<Integer> {

    private static final int STEPS = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", description = "JPEG or PNG")
    private Path image;

    @Option(names = "--patches", paramLabel = "FILE.json",
            description = "patches as SAM's automatic mask generator or SA-1B write them (default: a graph-based segmentation of the image)")
    private Path patches;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where the results go")
    private Path out;

    @Option(names = "--min-score", paramLabel = "SCORE", defaultValue = "0",
            description = "instances below this score are left out of the instances file (default: 0, all of the best 100)")
    private double minScore;

    @Mixin
    private EngineChoice engineChoice;

    @Override
    public Integer call() {
        final PrintWriter print = spec.commandLine().getOut();
        WholeFile.directory(out);
        try (Progress progress = Progress.of("segment", STEPS)) {
            final RgbImage pixels = step(progress, "reading the image", () -> new ImageReader().read(image)).result();
            final PatchSet regions = step(progress, "reading patches", () -> patches(pixels)).result();
            print.printf(Locale.ROOT, "image    %s, %d x %d%n", image, pixels.width(), pixels.height());
            print.printf(Locale.ROOT, "patches  %d from %s%n", regions.patches().size(),
                    patches == null ? "the built-in segmentation" : patches);
            print.println("model    " + engineChoice.description(Optional.empty()));
            print.flush();
            final Timed<SamCp> opened = step(progress, "opening the model", () -> engineChoice.open(Optional.empty()));
            try (SamCp engine = opened.result(); Session session = engine.openSession()) {
                print.println("device   " + engine.description());
                print.flush();
                final Timed<Segmentation> answer = step(progress, "segmenting", () -> session.segment(pixels, regions));
                final PanopticMap map = PanopticMap.of(answer.result(), engine.vocabulary());
                progress.doing("writing");
                final List<Path> files = write(pixels, answer.result(), map, engine.vocabulary());
                progress.step();
                print.println();
                table(map, engine.vocabulary()).print(print);
                print.println();
                files.forEach(f -> print.println("wrote    " + f));
                print.printf(Locale.ROOT, "time     model %.2f s, segmentation %.2f s; peak memory %s%n", opened.seconds(),
                        answer.seconds(),
                        PeakMemory.text());
            }
        }
        return 0;
    }

    /** A result and how long it took. */
    private record Timed<T>(T result, double seconds) {}

    private static <T> Timed<T> step(Progress progress, String what, Supplier<T> work) {
        progress.doing(what);
        final long start = System.nanoTime();
        final T result = work.get();
        progress.step();
        return new Timed<>(result, (System.nanoTime() - start) / 1e9);
    }

    private PatchSet patches(RgbImage pixels) {
        return patches == null ? new FelzenszwalbPatches().cut(pixels) : SamJsonReader.read(patches, pixels.width(), pixels.height());
    }

    private List<Path> write(RgbImage pixels, Segmentation answer, PanopticMap map, Vocabulary vocabulary) {
        final String stem = stem();
        final int imageId = imageId(stem);
        final Path panopticPng = out.resolve(stem + ".panoptic.png");
        final Path panopticJson = out.resolve(stem + ".panoptic.json");
        final Path instances = out.resolve(stem + ".instances.json");
        final Path semantic = out.resolve(stem + ".semantic.png");
        final Path overlay = out.resolve(stem + ".overlay.png");
        CocoPanopticWriter.write(out, panopticJson.getFileName().toString(),
                List.of(new CocoPanopticWriter.Result(imageId, image.getFileName().toString(), panopticPng.getFileName().toString(), map)),
                vocabulary);
        InstancesWriter.write(instances, imageId, answer.instances(), vocabulary, minScore);
        WholeFile.writePng(semantic, PngPictures.semantic(answer.semantic(), vocabulary));
        WholeFile.writePng(overlay, ScenePicture.overlay(pixels, map, vocabulary));
        return List.of(panopticPng, panopticJson, instances, semantic, overlay);
    }

    private String stem() {
        final String name = image.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** COCO's files are named by their ids; other images get id 1. */
    private static int imageId(String stem) {
        return stem.matches("0*[1-9]\\d{0,8}") ? Integer.parseInt(stem) : 1;
    }

    private static TextTable table(PanopticMap map, Vocabulary vocabulary) {
        final TextTable table = new TextTable("segment", "score", "pixels", "share");
        for (final PanopticSegment segment : map.segments()) {
            final String name = vocabulary.classes().stream().filter(e -> e.categoryId() == segment.categoryId()).findFirst().orElseThrow()
                    .name();
            table.row(name, String.format(Locale.ROOT, "%.3f", segment.score().orElse(Double.NaN)), "" + segment.area(),
                    TextTable.percent(100.0 * segment.area() / map.ids().length) + " %");
        }
        return table;
    }
}
