/** Typed, shaped host memory. Values are little-endian, rows contiguous, in native memory of an {@link java.lang.foreign.Arena}. */
package io.samcp.runtime.tensor;
