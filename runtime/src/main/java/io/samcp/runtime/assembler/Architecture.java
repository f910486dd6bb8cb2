package io.samcp.runtime.assembler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GPU generation our kernels are assembled for, with the limits that decide occupancy (CUDA C++ Programming Guide, table "Technical
 * Specifications per Compute Capability").
 */
public enum Architecture {
    /** A100. */
    SM_80(2048, 32, 167_936),
    /** RTX 30, A40. */
    SM_86(1536, 16, 102_400),
    /** RTX 40, L40. */
    SM_89(1536, 24, 102_400),
    /** H100, H200. */
    SM_90(2048, 32, 233_472);

    /** 32-bit registers of a multiprocessor. */
    public static final int REGISTERS = 65_536;

    private static final Pattern TARGET = Pattern.compile("(?m)^\\s*\\.target\\s+sm_(\\d+)");

    private final int threads;
    private final int blocks;
    private final int sharedBytes;

    Architecture(int threads, int blocks, int sharedBytes) {
        this.threads = threads;
        this.blocks = blocks;
        this.sharedBytes = sharedBytes;
    }

    /** Those that can run a PTX text, by the {@code .target} it names. */
    public static List<Architecture> running(String ptx) {
        final Matcher target = TARGET.matcher(ptx);
        final int least = target.find() ? Integer.parseInt(target.group(1)) : 0;
        return Arrays.stream(values()).filter(a -> capability(a.target()) >= least).toList();
    }

    /** The number of an architecture's name: 90 of {@code sm_90}. */
    public static int capability(String architecture) {
        return Integer.parseInt(architecture.substring("sm_".length()));
    }

    /** As the assembler calls it, e.g. {@code sm_90}. */
    public String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Resident threads of a multiprocessor. */
    public int threads() {
        return threads;
    }

    /** Resident blocks of a multiprocessor. */
    public int blocks() {
        return blocks;
    }

    /** Shared memory of a multiprocessor in bytes. */
    public int sharedBytes() {
        return sharedBytes;
    }
}
