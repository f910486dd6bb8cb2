package io.samcp.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PanopticQualityTest {

    private static final double EXACT = 1e-12;

    private static PanopticQuality of(String truth, String answer) {
        final PanopticQuality quality = new PanopticQuality();
        quality.add(Maps.of(truth), Maps.of(answer));
        return quality;
    }

    @Test
    void isHundredForTheSameMapWithOtherIds() {
        assertEquals(new PanopticQuality.Mean(100, 100, 100, 2), of("aabbnn", "ccddzz").mean(List.of(1, 2)));
    }

    /** a: 3 of 4 shared, IoU 3/4. n: IoU 2/3. */
    @Test
    void weighsMatchesByTheirOverlap() {
        final PanopticQuality quality = of("aaaann", "aaannn");
        assertEquals(75, quality.of(1).quality(), EXACT);
        assertEquals(200.0 / 3, quality.of(2).segmentation(), EXACT);
        assertEquals(100, quality.of(2).recognition(), EXACT);
    }

    /** IoU of exactly one half is no match: one spurious, one missed. */
    @Test
    void needsMoreThanHalf() {
        assertEquals(new PanopticQuality.Counts(0, 1, 1, 0), of("aa..", "a...").of(1));
        assertEquals(0, of("aa..", "a...").of(1).quality());
    }

    /** Category 2 on the same pixels is no match. */
    @Test
    void needsTheSameCategory() {
        final PanopticQuality quality = of("aaa", "nnn");
        assertEquals(new PanopticQuality.Counts(0, 0, 1, 0), quality.of(1));
        assertEquals(new PanopticQuality.Counts(0, 1, 0, 0), quality.of(2));
    }

    /** Pixels of void truth do not enlarge the union; an answer mostly on void truth is not spurious. */
    @Test
    void overlooksVoidTruth() {
        assertEquals(100, of("aa....", "aaaaaa").of(1).quality(), EXACT);
        assertEquals(new PanopticQuality.Counts(0, 0, 0, 0), of("....", "aaa.").of(1));
        assertEquals(new PanopticQuality.Counts(0, 0, 1, 0), of("nn...", "aaaaa").of(2));
    }

    @Test
    void leavesOutCategoriesThatDoNotOccur() {
        assertEquals(1, of("aa", "aa").mean(List.of(1, 2)).n());
        assertEquals(0, of("..", "..").mean(List.of(1, 2)).n());
    }

    @Test
    void addsUpOverImages() {
        final PanopticQuality quality = of("aaaa", "aaa.");
        quality.add(Maps.of("aa"), Maps.of(".."));
        assertEquals(100 * 0.75 / 1.5, quality.of(1).quality(), EXACT);
    }
}
