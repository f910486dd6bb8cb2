package io.samcp.bench.gpu;

import io.samcp.layers.inference.Trace;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of every tensor of a forward pass. */
final class TensorDigests {

    private TensorDigests() {}

    /** By name of the tensor. */
    static Map<String, String> of(Trace trace) {
        final Map<String, String> digests = new TreeMap<>();
        trace.tensors().forEach((name, tensor) -> digests.put(name, sha256(tensor.data().asByteBuffer())));
        return digests;
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
