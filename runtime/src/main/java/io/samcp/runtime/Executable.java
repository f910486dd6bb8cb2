package io.samcp.runtime;

/** Prepared work, launched as often as wanted through {@link DeviceStream#launchAsync}. */
public interface Executable extends AutoCloseable {

    /** The name given at {@link Device#prepare}. */
    String name();

    /** Number of steps: kernel launches, library calls, copies and fills. */
    int steps();

    /** Device memory it holds beside the buffers it was given. */
    long deviceBytes();

    @Override
    void close();
}
