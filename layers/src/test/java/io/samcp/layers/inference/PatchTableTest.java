package io.samcp.layers.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RunLengthMask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchTableTest {

    private static final RunLengthMask MASK = new RunLengthMask(40, 30, new int[]{31, 1, 1168});

    @Test
    void scalesBoxesAndClampsThemToTheNetworkImage() {
        final PatchSet patches = new PatchSet(40, 30, List.of(new Patch(MASK, 10, 5, 40, 2)));
        final PatchTable table = PatchTable.of(patches, new NetworkSize(80, 45, 2.0f, 1.5f), Optional.empty());
        assertArrayEquals(new float[]{10, 5, 50, 7}, table.boxesOri());
        assertArrayEquals(new float[]{20, 7.5f, 80, 10.5f}, table.boxes());
        assertEquals(1 << 1, table.planes()[1 * 2], "pixel (1, 1) is bit 1 of the first word of row 1");
    }

    @Test
    void roundsPatchCountsUpToTheNextBucketAndRefusesMoreThanTheLargest() {
        assertEquals(32, Bucket.paddedPatches(1));
        assertEquals(64, Bucket.paddedPatches(33));
        assertEquals(1024, Bucket.paddedPatches(1024));
        final PatchFormatException e = assertThrows(PatchFormatException.class, () -> Bucket.paddedPatches(1025));
        assertEquals("at most 1024 patches per image, found 1025", e.getMessage());
    }
}
