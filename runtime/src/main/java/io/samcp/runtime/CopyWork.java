package io.samcp.runtime;

/**
 * Copies {@code from} to the start of {@code to}.
 *
 * @param label which part of the model asked for it
 * @param from source; all of it is copied
 * @param to target, at least as large
 */
public record CopyWork(String label, DeviceBuffer from, DeviceBuffer to) implements Work {

    public CopyWork {
        if (to.bytes() < from.bytes()) {
            throw new IllegalArgumentException(label + ": cannot copy " + from + " into " + to);
        }
    }
}
