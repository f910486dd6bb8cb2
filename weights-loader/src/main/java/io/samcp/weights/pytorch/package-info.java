/**
 * PyTorch checkpoints, zip and legacy. The pickle inside may only name a closed list of constructors (ordered dictionary, tensor, storage,
 * size, parameter); any other class becomes an opaque placeholder that cannot do anything. A placeholder beside the weights is skipped, one
 * in the place of a tensor is an error that names the class.
 */
package io.samcp.weights.pytorch;
