package io.samcp.app.verify;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** One sub-case of a kernel file: operands by their short names, and the checks of its outputs. */
final class KernelGolden {

    private final GoldenFile file;
    private final String prefix;
    private final ErrorTable errors;
    private final List<Check> checks = new ArrayList<>();

    KernelGolden(GoldenFile file, String prefix, ErrorTable errors) {
        this.file = file;
        this.prefix = prefix;
        this.errors = errors;
    }

    List<Check> checks() {
        return checks;
    }

    /** {@code ""}, {@code "a."}, {@code "full."}, ... */
    String prefix() {
        return prefix;
    }

    boolean has(String name) {
        return file.has(prefix + name);
    }

    HostTensor tensor(String name) {
        return file.tensor(prefix + name);
    }

    float[] floats(String name) {
        return file.floats(prefix + name);
    }

    int[] ints(String name) {
        return file.ints(prefix + name);
    }

    int[] shape(String name) {
        return file.shape(prefix + name);
    }

    /** Metadata of the sub-case, or of the file. */
    String text(String key) {
        return file.text(prefix + key).or(() -> file.text(key))
                .orElseThrow(() -> new IllegalArgumentException(file.path() + ": metadata " + prefix + key + " is missing"));
    }

    GoldenFile file() {
        return file;
    }

    /** Row-major bits {@code [rows, columns]} as words, 32 columns each. */
    static HostTensor words(int[] bits, int rows, int columns) {
        final int perRow = Math.ceilDiv(columns, Integer.SIZE);
        final int[] words = new int[rows * perRow];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (bits[r * columns + c] != 0) {
                    words[r * perRow + (c >> 5)] |= 1 << (c & 31);
                }
            }
        }
        return HostTensor.ofInts(TensorShape.of(rows, perRow), words);
    }

    /** Words back to bits. */
    static int[] bits(HostTensor words, int rows, int columns) {
        final int perRow = Math.ceilDiv(columns, Integer.SIZE);
        final int[] values = words.toInts();
        final int[] bits = new int[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                bits[r * columns + c] = values[r * perRow + (c >> 5)] >>> (c & 31) & 1;
            }
        }
        return bits;
    }

    void checkFloats(String name, float[] actual) {
        checks.add(Comparison.floats(prefix + name, file.doubles(prefix + name), Comparison.widened(actual),
                errors.ofKernel(file.name(), prefix + name)));
    }

    void checkEqual(String name, float[] actual) {
        checks.add(Comparison.bounded(prefix + name, file.doubles(prefix + name), Comparison.widened(actual), 0, 0, "", i -> true));
    }

    void checkInts(String name, int[] actual) {
        checks.add(Comparison.exact(prefix + name, file.ints(prefix + name), actual));
    }

    /** Adds a check made elsewhere. */
    void check(Check check) {
        checks.add(check);
    }

    void fail(String name, String reason) {
        checks.add(Check.failed(prefix + name, reason));
    }
}
