package io.samcp.layers.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SemanticMaskTest {

    @Test
    void forbidsOtherSemanticQueriesAndNothingElse() {
        final int semantic = 35;
        final int patches = 32;
        final int queries = semantic + patches;
        final int[] words = SemanticMask.words(semantic, patches).toInts();
        final int rowWords = 3;
        assertEquals(queries * rowWords, words.length);
        for (int r = 0; r < queries; r++) {
            for (int c = 0; c < rowWords * 32; c++) {
                final boolean expected = c < semantic && r != c;
                final boolean actual = (words[r * rowWords + (c >> 5)] >>> (c & 31) & 1) != 0;
                assertEquals(expected, actual, "row " + r + ", column " + c);
            }
        }
    }
}
