/**
 * The operations of the model's graph: each infers its result's shape and turns into launches of a kernel family's best rung, or into a
 * library call where planning allows and the device prefers it. One class per operation, named as in SPEC; immutable.
 */
package io.samcp.layers.operation;
