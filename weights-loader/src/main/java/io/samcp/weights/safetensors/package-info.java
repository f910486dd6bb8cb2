/** The safetensors format: a length, a JSON header, raw little-endian data. Read memory-mapped after the header has been checked whole. */
package io.samcp.weights.safetensors;
