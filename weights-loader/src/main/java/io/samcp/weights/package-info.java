/**
 * Weights of a model: files in three formats behind one interface, the configuration that travels with them, and the table of names and
 * shapes they are checked against before anything runs.
 *
 * <p><b>Safety.</b> A file is data, never code: a pickle may only build dictionaries and tensors. Everything is checked against the size
 * of the file before memory is reserved for it. What is wrong is reported as a {@link io.samcp.weights.WeightFormatException} that names
 * the file, the tensor or field, what was expected and what was found.
 *
 * <p><b>Ownership.</b> Whoever opens a file closes it; tensors handed out end with it.
 */
package io.samcp.weights;
