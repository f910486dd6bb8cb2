package io.samcp.bench.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.layers.input.Patch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches of synthetic images. */
final class SyntheticRequestTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 150, 512, 1024})
    void boxesFitTheirMasks(int count) {
        final SyntheticRequest request = BenchmarkModel.TINY.request(count);
        assertEquals(count, request.patches().patches().size());
        for (final Patch patch : request.patches().patches()) {
            assertEquals((patch.w() + 1) * (patch.h() + 1), patch.mask().area());
        }
    }

    @Test
    void refusesMoreRectanglesThanPixels() {
        assertThrows(IllegalArgumentException.class, () -> SyntheticRequest.of(4, 4, 17));
    }
}
