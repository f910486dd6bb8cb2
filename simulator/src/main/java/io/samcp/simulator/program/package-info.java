/**
 * From the syntax tree to a program the engine runs, in small passes: functions are put in place of their calls, registers get their places
 * by type, every instruction is matched with its form and becomes a step, and each branch learns where its lanes meet again. All instructions
 * that are not known are reported together.
 */
package io.samcp.simulator.program;
