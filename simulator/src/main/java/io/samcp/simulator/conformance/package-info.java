/**
 * Micro-programs, one or a few instructions each, with what the PTX ISA says must come out; tables in text, one for each family of
 * instructions. They run on any {@link io.samcp.runtime.Device}. The oracles here compute expectations from the ISA's definitions with
 * {@code BigInteger}; they use nothing of the engine but its names of types, so that a test does not compare a thing with itself.
 */
package io.samcp.simulator.conformance;
