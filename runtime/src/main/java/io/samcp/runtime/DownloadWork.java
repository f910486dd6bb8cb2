package io.samcp.runtime;

/**
 * Copies the start of a device buffer to host memory, each time the prepared work runs.
 *
 * @param label which part of the model asked for it
 * @param from source, at least as large as the target
 * @param to target; all of it is written
 */
public record DownloadWork(String label, DeviceBuffer from, HostBuffer to) implements Work {

    public DownloadWork {
        if (from.bytes() < to.bytes()) {
            throw new IllegalArgumentException(label + ": cannot copy " + to.bytes() + " bytes out of " + from);
        }
    }
}
