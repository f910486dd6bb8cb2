package io.samcp.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaLayoutTest {

    private record Asked(long size, Lifetime life, ArenaLayout.Request request) {}

    @Test
    void sharesMemoryOfTensorsThatNeverLiveTogether() {
        final ArenaLayout layout = new ArenaLayout();
        final ArenaLayout.Request first = layout.request(1000, new Lifetime(0, 1));
        final ArenaLayout.Request second = layout.request(1000, new Lifetime(2, 3));
        layout.layOut();
        assertEquals(first.offset(), second.offset());
        assertEquals(1000, layout.bytes());
    }

    @Test
    void keepsOperandAndResultOfOneNodeApart() {
        final ArenaLayout layout = new ArenaLayout();
        final ArenaLayout.Request operand = layout.request(300, new Lifetime(0, 1));
        final ArenaLayout.Request result = layout.request(200, new Lifetime(1, 2));
        layout.layOut();
        assertEquals(0, operand.offset());
        assertEquals(768, result.offset(), "the next multiple of 256 after 300 bytes and a red zone");
    }

    @Test
    void neverOverlapsTensorsThatLiveTogetherForRandomLifetimes() {
        final Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            final ArenaLayout layout = new ArenaLayout();
            final List<Asked> asked = new ArrayList<>();
            long sum = 0;
            for (int i = 0; i < 60; i++) {
                final int first = random.nextInt(-1, 40);
                final Lifetime life = new Lifetime(first, first + random.nextInt(0, 10));
                final long size = random.nextLong(1, 5000);
                asked.add(new Asked(size, life, layout.request(size, life)));
                sum += size + ArenaLayout.RED_ZONE + ArenaLayout.ALIGNMENT;
            }
            layout.layOut();
            assertTrue(layout.bytes() <= sum, "arena of " + layout.bytes() + " bytes for " + sum);
            for (final Asked a : asked) {
                assertEquals(0, a.request().offset() % ArenaLayout.ALIGNMENT, "offset of " + a);
                assertTrue(a.request().offset() + a.size() <= layout.bytes(), "inside the arena: " + a);
                for (final Asked b : asked.subList(0, asked.indexOf(a))) {
                    final boolean disjoint = a.request().offset() + a.size() + ArenaLayout.RED_ZONE <= b.request().offset()
                            || b.request().offset() + b.size() + ArenaLayout.RED_ZONE <= a.request().offset();
                    assertTrue(!a.life().overlaps(b.life()) || disjoint, () -> "overlap of " + a + " and " + b);
                }
            }
        }
    }
}
