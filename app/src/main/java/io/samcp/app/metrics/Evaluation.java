package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.weights.Vocabulary;
import java.util.List;

/** Collects all metrics over images. */
public final class Evaluation {

    private final Vocabulary vocabulary;
    private final List<Integer> all;
    private final List<Integer> things;
    private final List<Integer> stuff;
    private final PanopticQuality panoptic = new PanopticQuality();
    private final AveragePrecision precision = new AveragePrecision();
    private final ClassAgreement agreement = new ClassAgreement();
    private int scenes;

    /**
     * @param vocabulary the truth's categories
     */
    public Evaluation(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.all = vocabulary.classes().stream().map(Vocabulary.Entry::categoryId).toList();
        this.things = vocabulary.classes().stream().filter(Vocabulary.Entry::thing).map(Vocabulary.Entry::categoryId).toList();
        this.stuff = vocabulary.classes().stream().filter(e -> !e.thing()).map(Vocabulary.Entry::categoryId).toList();
    }

    /** Adds an image. */
    public void add(PanopticMap truth, PanopticMap answer, List<ScoredMask> instances) {
        scenes++;
        panoptic.add(truth, answer);
        precision.add(truth, things, instances);
        agreement.add(truth, answer);
    }

    /** What was measured so far. */
    public EvaluationReport report() {
        final List<EvaluationReport.ClassRow> rows = vocabulary.classes().stream().map(this::row).toList();
        return new EvaluationReport(scenes, panoptic.mean(all), panoptic.mean(things), panoptic.mean(stuff), precision.mean(things),
                precision.meanAt(0.5, things), precision.meanAt(0.75, things), agreement.mean(all), agreement.pixelAccuracy(), rows);
    }

    private EvaluationReport.ClassRow row(Vocabulary.Entry entry) {
        final double ap = entry.thing() ? precision.of(entry.categoryId()) : Double.NaN;
        return new EvaluationReport.ClassRow(entry.name(), entry.thing(), panoptic.of(entry.categoryId()), ap,
                agreement.of(entry.categoryId()));
    }
}
