package io.samcp.simulator.exec;

/**
 * Sizes of the register files.
 *
 * @param ints slots of 32-bit registers
 * @param floats slots of .f32 registers
 * @param longs slots of 64-bit registers
 * @param doubles slots of .f64 registers
 * @param predicates predicates
 */
public record Slots(int ints, int floats, int longs, int doubles, int predicates) {}
