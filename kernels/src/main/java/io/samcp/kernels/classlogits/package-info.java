/**
 * Class logits of query features against projected text rows (SPEC 14): features of unit length, product, division by the scale, bias, clamp to
 * [-50000, 50000].
 *
 * <p>The scale is read on the device, already exponentiated. A feature row of NaN gives logits of NaN, as in PyTorch: the clamp does not
 * hide it. Queries and classes are independent.
 */
package io.samcp.kernels.classlogits;
