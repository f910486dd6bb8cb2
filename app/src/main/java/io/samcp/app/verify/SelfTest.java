package io.samcp.app.verify;

import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Damages copies of a case in the ways a verifier must notice, and expects each to be refused. */
final class SelfTest {

    private final CaseVerifier verifier;
    private final ErrorTable errors;

    SelfTest(CaseVerifier verifier, ErrorTable errors) {
        this.verifier = verifier;
        this.errors = errors;
    }

    /** Every kind of damage and whether it was refused; the first entry is the undamaged case, which must pass. */
    Map<String, Boolean> run(GoldenFile file) {
        final CaseVerifier.Outcome outcome = verifier.run(file);
        final Map<String, Boolean> refused = new LinkedHashMap<>();
        refused.put("the case as it is (must pass)", verifier.compare(file, outcome, 0).passed());
        damages(file).forEach((name, damaged) -> refused.put(name, !verifier.compare(damaged, outcome, 0).passed()));
        return refused;
    }

    private Map<String, GoldenFile> damages(GoldenFile file) {
        final Map<String, GoldenFile> damages = new LinkedHashMap<>();
        damages.put("one NaN", file.with("head.logits", floats(v -> set(v, v.length / 2, Float.NaN))));
        damages.put("one infinity", file.with("head.hidden", floats(v -> set(v, v.length - 1, Float.POSITIVE_INFINITY))));
        damages.put("one wrong element just above the bound", file.with("patch.token", floats(v -> justAbove("patch.token", v))));
        damages.put("one flipped bit", file.with("dec.1.dca_blocked", bytes(v -> flip(v, v.length / 3))));
        damages.put("one swapped label", file.with("ins.labels", ints(SelfTest::swapLabel)));
        damages.put("a missing tensor", file.without("pan.map"));
        damages.put("all outputs zero", zeros(file));
        return damages;
    }

    private static float[] set(float[] values, int index, float value) {
        values[index] = value;
        return values;
    }

    private float[] justAbove(String tensor, float[] values) {
        double magnitude = 0;
        for (final float value : values) {
            magnitude = Math.max(magnitude, Math.abs(value));
        }
        // our result may itself be off by up to the bound, in either direction: twice the bound is the smallest step that must be noticed
        values[0] += (float) (2.01 * errors.ofCase(tensor).bound(magnitude));
        return values;
    }

    private static byte[] flip(byte[] values, int index) {
        values[index] ^= 1;
        return values;
    }

    private static int[] swapLabel(int[] labels) {
        for (int i = 1; i < labels.length; i++) {
            if (labels[i] != labels[0]) {
                final int first = labels[0];
                labels[0] = labels[i];
                labels[i] = first;
                return labels;
            }
        }
        labels[0]++;
        return labels;
    }

    private static GoldenFile zeros(GoldenFile file) {
        GoldenFile damaged = file;
        final List<String> outputs = new ArrayList<>(file.names());
        outputs.removeIf(name -> name.startsWith("in."));
        for (final String name : outputs) {
            damaged = damaged.with(name, tensor -> new HostTensor(tensor.type(), tensor.shape(),
                    MemorySegment.ofArray(new byte[Math.toIntExact(tensor.data().byteSize())])));
        }
        return damaged;
    }

    private static UnaryOperator<HostTensor> floats(UnaryOperator<float[]> change) {
        return tensor -> HostTensor.ofFloats(tensor.shape(), change.apply(tensor.toFloats()));
    }

    private static UnaryOperator<HostTensor> ints(UnaryOperator<int[]> change) {
        return tensor -> HostTensor.ofInts(tensor.shape(), change.apply(tensor.toInts()));
    }

    private static UnaryOperator<HostTensor> bytes(UnaryOperator<byte[]> change) {
        return tensor -> new HostTensor(tensor.type(), tensor.shape(),
                MemorySegment.ofArray(change.apply(tensor.data().toArray(ValueLayout.JAVA_BYTE))));
    }
}
