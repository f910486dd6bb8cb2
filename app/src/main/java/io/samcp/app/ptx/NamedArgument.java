package io.samcp.app.ptx;

import io.samcp.simulator.launch.LaunchArgument;
import java.nio.file.Path;

/**
 * An argument, and what becomes of it.
 *
 * @param argument what the kernel gets
 * @param result whether the kernel's results are looked for in it
 * @param name name of the result in a list of cases; null if it has none
 * @param target file for the result, or null
 */
public record NamedArgument(LaunchArgument argument, boolean result, String name, Path target) {}
