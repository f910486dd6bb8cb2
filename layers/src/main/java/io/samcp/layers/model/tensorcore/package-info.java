/**
 * A graph rewritten for tensor cores. The description of the model stays one; what is said here is how its nodes become fewer and their operands
 * smaller.
 */
package io.samcp.layers.model.tensorcore;
