/**
 * Mutation tests of our kernels: small changes of a kernel's PTX, each of which the kernel's tests should notice. {@code test/mutate} runs
 * them and writes {@code test/mutation.md}; a slice runs with all other tests.
 */
package io.samcp.test.mutation;
