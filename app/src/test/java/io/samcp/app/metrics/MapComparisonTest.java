package io.samcp.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MapComparisonTest {

    @Test
    void ignoresIds() {
        assertTrue(MapComparison.of(Maps.of("aab.nn"), Maps.of("ddc.zz")).equal(), "same regions, other ids");
    }

    @Test
    void countsPixelsThatDiffer() {
        assertEquals(1, MapComparison.of(Maps.of("aabb"), Maps.of("aaab")).differingPixels());
        assertEquals(2, MapComparison.of(Maps.of("aa.."), Maps.of("nn..")).differingPixels());
        assertEquals(1, MapComparison.of(Maps.of("aa.."), Maps.of("aaa.")).differingPixels());
        assertEquals(1, MapComparison.of(Maps.of("aa.."), Maps.of("a...")).differingPixels());
    }

    /** One found segment cannot stand for two expected ones. */
    @Test
    void pairsEachSegmentOnce() {
        assertEquals(2, MapComparison.of(Maps.of("aaabb"), Maps.of("aaaaa")).differingPixels());
        assertEquals(2, MapComparison.of(Maps.of("aaaaa"), Maps.of("aaabb")).differingPixels());
    }

    @Test
    void refusesOtherSizes() {
        assertThrows(IllegalArgumentException.class, () -> MapComparison.of(Maps.of("aa"), Maps.of("aaa")));
    }
}
