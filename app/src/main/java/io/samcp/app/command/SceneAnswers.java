package io.samcp.app.command;

import io.samcp.app.metrics.Evaluation;
import io.samcp.app.metrics.EvaluationReport;
import io.samcp.app.metrics.ScoredMask;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticFormatException;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.result.Segmentation;
import io.samcp.weights.Vocabulary;
import java.io.PrintWriter;
import java.util.List;

/** Runs an engine over a folder of scenes and measures its answers. */
final class SceneAnswers {

    private SceneAnswers() {}

    /** What is told of each scene. */
    @FunctionalInterface
    interface Listener {
        void answered(Scene scene, PanopticFile.Image image, PanopticMap answer, EvaluationReport ofThisScene);
    }

    /**
     * Runs all scenes.
     *
     * @param storedMasks whether the network gets the 7x7 masks of {@code expected/} instead of its own
     * @throws PanopticFormatException if the folder's categories are not those of the model
     */
    static EvaluationReport run(SamCp engine, SceneFolder folder, boolean storedMasks, Listener listener) {
        checkCategories(engine.vocabulary(), folder);
        final Evaluation all = new Evaluation(folder.categories());
        try (Session session = engine.openSession(); Progress progress = Progress.of("scenes", folder.images().size())) {
            for (final PanopticFile.Image image : folder.images()) {
                progress.doing(image.fileName());
                final Scene scene = folder.load(image);
                final Segmentation answer = storedMasks
                        ? session.segment(scene.image(), scene.patches(), folder.storedMasks(image, scene.patches().patches().size()))
                        : session.segment(scene.image(), scene.patches());
                final PanopticMap map = PanopticMap.of(answer, engine.vocabulary());
                final List<ScoredMask> instances = answer.instances().stream()
                        .map(i -> new ScoredMask(engine.vocabulary().get(i.label()).categoryId(), i.score(), i.mask())).toList();
                all.add(scene.truth(), map, instances);
                final Evaluation one = new Evaluation(folder.categories());
                one.add(scene.truth(), map, instances);
                listener.answered(scene, image, map, one.report());
                progress.step();
            }
        }
        return all.report();
    }

    private static void checkCategories(Vocabulary model, SceneFolder folder) {
        for (final Vocabulary.Entry entry : model.classes()) {
            final boolean known = folder.categories().classes().stream()
                    .anyMatch(c -> c.categoryId() == entry.categoryId() && c.thing() == entry.thing() && c.name().equals(entry.name()));
            if (!known) {
                throw new PanopticFormatException(
                        folder.truth().path() + ": categories: expected the model's category " + entry.categoryId()
                                + " '" + entry.name() + "' (" + (entry.thing() ? "thing" : "stuff") + "), found none");
            }
        }
    }

    /** Prints the metrics of all classes together, and one row per class. */
    static void print(EvaluationReport report, PrintWriter out) {
        final TextTable classes = new TextTable("class", "PQ", "SQ", "RQ", "TP", "FP", "FN", "AP", "IoU");
        for (final EvaluationReport.ClassRow row : report.classes()) {
            classes.row(row.name(), measured(row, row.panoptic().quality()), measured(row, row.panoptic().segmentation()),
                    measured(row, row.panoptic().recognition()), "" + row.panoptic().matched(), "" + row.panoptic().spurious(),
                    "" + row.panoptic().missed(), TextTable.percent(row.ap()), TextTable.percent(row.iou()));
        }
        classes.print(out);
        out.println();
        new TextTable("scenes", "PQ", "SQ", "RQ", "PQ things", "PQ stuff", "AP", "AP50", "AP75", "mIoU", "pixels right")
                .row("" + report.scenes(), TextTable.percent(report.pq().pq()), TextTable.percent(report.pq().sq()),
                        TextTable.percent(report.pq().rq()), TextTable.percent(report.pqThings().pq()),
                        TextTable.percent(report.pqStuff().pq()),
                        TextTable.percent(report.ap()), TextTable.percent(report.ap50()), TextTable.percent(report.ap75()),
                        TextTable.percent(report.meanIou()), TextTable.percent(report.pixelAccuracy()))
                .print(out);
    }

    private static String measured(EvaluationReport.ClassRow row, double value) {
        return TextTable.percent(row.panoptic().present() ? value : Double.NaN);
    }
}
