/**
 * Execution, a warp at a time: registers are arrays over the 32 lanes, a step handles all active lanes, and divergent lanes take turns until
 * they meet again. Blocks of a cluster are in memory together and take turns on one worker; a block without a cluster is one of its own.
 * Results follow the PTX ISA to the bit where it defines them.
 */
package io.samcp.simulator.exec;
