package io.samcp.weights;

import io.samcp.runtime.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Map;

/** An opened weights file of any format. Thread-safe. */
public interface WeightsFile extends AutoCloseable {

    /** Where it is; for weights that are not in a file, a name in place of it. */
    Path path();

    /** Name of the format, for people. */
    String format();

    /** What the file holds, in its own order. */
    Map<String, TensorInfo> tensors();

    /**
     * A tensor with contiguous elements. It must not be used after {@link #close()}.
     *
     * @throws WeightFormatException if there is none of this name, or its element type is not supported
     * @throws IllegalStateException after {@link #close()}
     */
    HostTensor tensor(String name);

    /** Metadata by key; values as text, often JSON. */
    Map<String, String> metadata();

    /** SHA-256 of the file in hex. */
    String digest();

    @Override
    void close();
}
