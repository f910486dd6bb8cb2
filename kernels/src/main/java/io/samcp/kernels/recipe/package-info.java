/**
 * Bit-exact Java mirrors of the functions that kernels embed as text, {@code ptx/recipe/*.func}: the same operations in the same order,
 * each rounded once.
 *
 * <p>What a mirror returns is what a kernel computes, except that the bits of a NaN may differ. They are for tests and benchmarks, hold no
 * state and may be called from any thread.
 */
package io.samcp.kernels.recipe;
