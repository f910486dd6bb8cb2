package io.samcp.layers.operation;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;

/** The decoder's self-attention mask as words of bits: {@code forbidden[r][c] = (c < S) && (r != c)} (SPEC 10). */
public final class SemanticMask {

    private SemanticMask() {}

    /**
     * {@code [Q, ceil(Q / 32)]} words, bit {@code c & 31} of word {@code c >> 5}; 1 = forbidden.
     *
     * @param semantic S, number of semantic queries
     * @param patches N, padded number of patches
     */
    public static HostTensor words(int semantic, int patches) {
        final int queries = semantic + patches;
        final int rowWords = (queries + 31) >> 5;
        final int[] words = new int[queries * rowWords];
        for (int r = 0; r < queries; r++) {
            for (int c = 0; c < semantic; c++) {
                if (c != r) {
                    words[r * rowWords + (c >> 5)] |= 1 << (c & 31);
                }
            }
        }
        return HostTensor.ofInts(TensorShape.of(queries, rowWords), words);
    }
}
