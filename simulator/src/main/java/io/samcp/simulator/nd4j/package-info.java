/** ND4J arrays and host tensors over the same memory. It lies in this module because this is the one that brings ND4J. */
package io.samcp.simulator.nd4j;
