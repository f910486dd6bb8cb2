/**
 * NVIDIA's PTX assembler, as JCuda's natives carry it: turns PTX into machine code for a given architecture and says what it costs in
 * registers, spills and shared memory. It needs no GPU and no CUDA toolkit, only the natives of this platform.
 */
package io.samcp.runtime.assembler;
