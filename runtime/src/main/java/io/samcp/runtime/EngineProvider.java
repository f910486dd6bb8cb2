package io.samcp.runtime;

/** How {@link Devices} finds the PTX engine ({@link java.util.ServiceLoader}). */
public interface EngineProvider {

    /** Opens an engine. */
    EngineDevice open(EngineOptions options);
}
