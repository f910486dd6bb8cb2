package io.samcp.runtime;

/**
 * Copies host memory to the start of a device buffer, each time the prepared work runs.
 *
 * @param label which part of the model asked for it
 * @param from source; all of it is copied
 * @param to target, at least as large
 */
public record UploadWork(String label, HostBuffer from, DeviceBuffer to) implements Work {

    public UploadWork {
        if (to.bytes() < from.bytes()) {
            throw new IllegalArgumentException(label + ": cannot copy " + from.bytes() + " bytes into " + to);
        }
    }
}
