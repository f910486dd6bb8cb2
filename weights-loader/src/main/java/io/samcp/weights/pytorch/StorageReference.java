package io.samcp.weights.pytorch;

import io.samcp.runtime.tensor.ElementType;

/**
 * A storage as the pickle names it.
 *
 * @param key its name in the file
 * @param element element type
 * @param elements number of elements it claims to have
 */
record StorageReference(String key, ElementType element, long elements) {}
