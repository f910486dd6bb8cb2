package io.samcp.test.golden;

import io.samcp.weights.safetensors.SafetensorsFile;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** One of the shipped golden files, by its name below the folder. */
public final class GoldenFile {

    private final SafetensorsFile file;

    private GoldenFile(SafetensorsFile file) {
        this.file = file;
    }

    /** Opens a file; it stays mapped until the end of the run. */
    public static GoldenFile open(String name) {
        return new GoldenFile(SafetensorsFile.open(GoldenData.path(name)));
    }

    public float[] floats(String name) {
        return file.tensor(name).toFloats();
    }

    public int[] ints(String name) {
        return file.tensor(name).toInts();
    }

    public byte[] bytes(String name) {
        return file.tensor(name).data().toArray(ValueLayout.JAVA_BYTE);
    }

    public int[] shape(String name) {
        return file.tensor(name).shape().dims().stream().mapToInt(Integer::intValue).toArray();
    }

    public Map<String, String> metadata() {
        return file.metadata();
    }
}
