/**
 * One forward pass, below the public {@link io.samcp.layers.Session}: patches as tables, buckets, and results read back. Used
 * directly by verification, which enters at network level and reads taps.
 */
package io.samcp.layers.inference;
