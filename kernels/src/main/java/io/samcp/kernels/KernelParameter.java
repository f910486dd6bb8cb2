package io.samcp.kernels;

import java.util.Objects;

/**
 * One parameter of a PTX entry.
 *
 * @param name as in the PTX file
 * @param kind what is passed
 */
public record KernelParameter(String name, Kind kind) {

    /** What is passed for a parameter. Buffers are 64-bit device addresses. */
    public enum Kind {
        /** Device memory that is only read. */
        IN,
        /** Device memory that is only written; every element the contract names is written. */
        OUT,
        /** Device memory that is read and written. */
        IN_OUT,
        /** A 32-bit integer. */
        S32,
        /** A float. */
        F32;

        /** True for device memory. */
        public boolean isBuffer() {
            return this == IN || this == OUT || this == IN_OUT;
        }
    }

    public KernelParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    public static KernelParameter in(String name) {
        return new KernelParameter(name, Kind.IN);
    }

    public static KernelParameter out(String name) {
        return new KernelParameter(name, Kind.OUT);
    }

    public static KernelParameter inOut(String name) {
        return new KernelParameter(name, Kind.IN_OUT);
    }

    public static KernelParameter s32(String name) {
        return new KernelParameter(name, Kind.S32);
    }

    public static KernelParameter f32(String name) {
        return new KernelParameter(name, Kind.F32);
    }
}
