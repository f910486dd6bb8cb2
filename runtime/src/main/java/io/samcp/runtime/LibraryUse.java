package io.samcp.runtime;

/** Which operations a GPU leaves to cuBLAS and cuDNN, where libraries are allowed and are found. */
public enum LibraryUse {
    /** Those in which the library was faster than our kernel when both were run, once, while planning. */
    MEASURED,
    /** All that a library can do. */
    ALWAYS,
    /** None; the libraries are not even looked for. */
    NEVER
}
