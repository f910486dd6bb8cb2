/**
 * Sum or average of two tensors of the same size, element by element, each rounded as a float loop rounds it.
 *
 * <p>Element i of the result depends on the elements i alone, so the layout does not matter.
 */
package io.samcp.kernels.elementwise;
