package io.samcp.runtime;

import java.util.Objects;

/**
 * What a device is.
 *
 * @param name one line, e.g. {@code PTX engine on 2 cores}
 * @param architecture the architecture it behaves like, e.g. {@code sm_90}
 * @param memoryBytes memory it can hand out
 * @param libraries the library operations it has, one line, or why it has none
 */
public record DeviceDescription(String name, String architecture, long memoryBytes, String libraries) {

    public DeviceDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(libraries, "libraries");
    }
}
