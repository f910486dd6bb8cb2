package io.samcp.runtime;

/** A device that executes PTX on the CPU. The one implementation lives in the module {@code simulator}, behind {@link EngineProvider}. */
public abstract non-sealed class EngineDevice implements Device {

    /** For implementations. */
    protected EngineDevice() {}

    /** How this engine was opened. */
    public abstract EngineOptions options();
}
