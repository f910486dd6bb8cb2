/**
 * Weights, text rows, feature maps and images by formula: a hash of name and index, the same bits in any language. They give the real sizes
 * of a model without a file to download; what they segment means nothing.
 */
package io.samcp.weights.formula;
