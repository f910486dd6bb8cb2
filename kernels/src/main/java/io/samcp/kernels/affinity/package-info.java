/** Affinity of queries and patches, and what follows from it for the next stage (SPEC 12 and 13). */
package io.samcp.kernels.affinity;
