/**
 * Execution, a warp at a time: registers are arrays over the 32 lanes, a step handles all active lanes, and divergent lanes take turns until
 * they meet again. Results follow the PTX ISA to the bit where it defines them.
 */
package io.samcp.simulator.exec;
