package io.samcp.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassAgreementTest {

    private static final double EXACT = 1e-12;

    private static ClassAgreement of(String truth, String answer) {
        final ClassAgreement agreement = new ClassAgreement();
        agreement.add(Maps.of(truth), Maps.of(answer));
        return agreement;
    }

    @Test
    void ignoresInstances() {
        assertEquals(100, of("aabb", "cccd").of(1), EXACT);
        assertEquals(100, of("aabb", "cccd").pixelAccuracy(), EXACT);
    }

    /** Category 1: 2 of 3 right, none taken. Category 2: 1 right, 1 taken from category 1. */
    @Test
    void countsIntersectionOverUnion() {
        final ClassAgreement agreement = of("aaan", "aann");
        assertEquals(200.0 / 3, agreement.of(1), EXACT);
        assertEquals(50, agreement.of(2), EXACT);
        assertEquals((200.0 / 3 + 50) / 2, agreement.mean(List.of(1, 2)), EXACT);
        assertEquals(75, agreement.pixelAccuracy(), EXACT);
    }

    @Test
    void overlooksVoidTruthButNotVoidAnswers() {
        final ClassAgreement agreement = of("aa..", "a.aa");
        assertEquals(50, agreement.of(1), EXACT);
        assertEquals(50, agreement.pixelAccuracy(), EXACT);
    }

    @Test
    void hasNothingToSayAboutNothing() {
        assertTrue(Double.isNaN(of("..", "..").pixelAccuracy()), "no pixel");
        assertTrue(Double.isNaN(of("..", "..").mean(List.of(1, 2))), "no class");
    }
}
