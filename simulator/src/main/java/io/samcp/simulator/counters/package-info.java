/**
 * What a launch did, counted: per instruction class, per PTX line, per launch. The numbers are counts of a model that is stated here, never
 * times.
 *
 * <ul>
 * <li>An instruction is counted once for each warp that comes by ({@link io.samcp.simulator.counters.Counter#WARPS}), also if its guard is false
 * in all lanes, as on hardware; and once for each lane whose guard is true ({@link io.samcp.simulator.counters.Counter#LANES}).
 * <li>Functions are inlined: a call counts as the moves of its register arguments and results. Hints the engine skips, such as
 * {@code prefetch} and {@code nanosleep}, count as nothing.
 * <li>Global memory: a request is one memory instruction of one warp. It touches sectors of 32 bytes; those that several lanes touch count once.
 * Caches are not modelled: sectors are what leaves the multiprocessor if nothing is found in L1.
 * <li>Shared memory: 32 banks of 4 bytes. Accesses of up to 4 bytes are served for the whole warp at a time, of 8 bytes for half a warp, of 16
 * for a quarter. Each such part needs as many wavefronts as the most wanted bank has different words; lanes that want the same word share it.
 * Without conflicts it needs one.
 * <li>Shared memory of other blocks of a cluster: requests and the bytes that lanes ask for, which cross the network between multiprocessors.
 * They are neither global memory nor wavefronts of any block's banks. Addresses of the block's own shared memory count as such, whichever
 * way they were made.
 * <li>A copy in bulk counts as requests of 16 bytes by one lane, which is more than hardware needs.
 * <li>Floating-point operations: fma and mad 2; add, sub, mul, div, min, max, rcp, sqrt, rsqrt, ex2, lg2, sin, cos, tanh 1; twice that for the
 * packed types; mma 2 m n k for the warp. Anything else 0.
 * </ul>
 */
package io.samcp.simulator.counters;
