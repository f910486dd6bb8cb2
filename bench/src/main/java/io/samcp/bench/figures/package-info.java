/** Figures of {@code docs/kernels}: what the PTX engine counts of each rung, against the roofs of a GPU's data sheet. */
package io.samcp.bench.figures;
