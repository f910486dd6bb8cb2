/**
 * What comes out of the engine: labelled instances, a semantic map and a panoptic map, all at the image's own resolution. Immutable
 * values that stay valid after the session is closed.
 */
package io.samcp.layers.result;
