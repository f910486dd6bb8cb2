/** Launches of PTX of any origin: text, entry, geometry and arguments, with no kernel descriptor. */
package io.samcp.simulator.launch;
