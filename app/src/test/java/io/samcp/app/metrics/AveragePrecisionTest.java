package io.samcp.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static final double EXACT = 1e-9;
    private static final List<Integer> THINGS = List.of(1, 2);

    private static AveragePrecision of(String truth, ScoredMask... answer) {
        final AveragePrecision precision = new AveragePrecision();
        precision.add(Maps.of(truth), THINGS, List.of(answer));
        return precision;
    }

    @Test
    void isHundredForPerfectMasks() {
        final AveragePrecision precision = of("aabb.", Maps.mask(1, 0.9, "xx..."), Maps.mask(1, 0.2, "..xx."));
        assertEquals(100, precision.of(1), EXACT);
        assertEquals(100, precision.mean(THINGS), EXACT);
        assertTrue(Double.isNaN(precision.of(2)), "no truth, nothing measured");
    }

    /** IoU 3/4 counts at 0.50 to 0.75, six of ten thresholds. */
    @Test
    void countsAMaskUpToItsOverlap() {
        final AveragePrecision precision = of("aaaa", Maps.mask(1, 0.9, "xxx."));
        assertEquals(60, precision.of(1), EXACT);
        assertEquals(100, precision.meanAt(0.75, THINGS), EXACT);
        assertEquals(0, precision.meanAt(0.80, THINGS), EXACT);
    }

    /** A miss before the hit halves the precision; behind it, it costs nothing. */
    @Test
    void punishesOnlyWhatComesBeforeAHit() {
        assertEquals(50, of("aa..", Maps.mask(1, 0.9, "..xx"), Maps.mask(1, 0.8, "xx..")).of(1), EXACT);
        assertEquals(100, of("aa..", Maps.mask(1, 0.8, "..xx"), Maps.mask(1, 0.9, "xx..")).of(1), EXACT);
    }

    @Test
    void keepsTheOrderOfEqualScores() {
        assertEquals(100, of("aa..", Maps.mask(1, 0.9, "xx.."), Maps.mask(1, 0.9, "..xx")).of(1), EXACT);
        assertEquals(50, of("aa..", Maps.mask(1, 0.9, "..xx"), Maps.mask(1, 0.9, "xx..")).of(1), EXACT);
    }

    /** The second mask of one truth is a miss: recall stays 1/2 with 51 of 101 recalls at precision 1. */
    @Test
    void takesEachTruthOnce() {
        assertEquals(100 * 51 / 101.0, of("aabb", Maps.mask(1, 0.9, "xx.."), Maps.mask(1, 0.8, "xx..")).of(1), EXACT);
    }

    @Test
    void takesTheBestHundredOfAnImage() {
        final List<ScoredMask> masks = new ArrayList<>();
        for (int i = 0; i < AveragePrecision.MOST_PER_IMAGE; i++) {
            masks.add(Maps.mask(2, 0.9, "..x"));
        }
        masks.add(Maps.mask(1, 0.1, "xx."));
        assertEquals(0, of("aan", masks.toArray(ScoredMask[]::new)).of(1), EXACT);
        masks.removeFirst();
        assertEquals(100, of("aan", masks.toArray(ScoredMask[]::new)).of(1), EXACT);
    }

    @Test
    void copesWithEmptyMasksAndNoAnswer() {
        assertEquals(0, of("aa", Maps.mask(1, 0.9, "..")).of(1), EXACT);
        assertEquals(0, of("aa").of(1), EXACT);
    }

    @Test
    void refusesOtherThresholds() {
        assertThrows(IllegalArgumentException.class, () -> of("aa").meanAt(0.52, THINGS));
    }
}
