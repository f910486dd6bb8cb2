/**
 * JMH benchmarks of the model: a forward pass, an image to its result, and what comes before the first of them (weights, plans, a fresh
 * JVM). Images and patches are synthetic and the same in every run; see {@link io.samcp.bench.forward.SyntheticRequest}.
 *
 * <p>A forward pass itself allocates nothing on the Java heap. What {@code -prof gc} shows beyond that is JMH's own (some kilobytes an
 * iteration, divided by its calls) and, with libraries on, ND4J's array headers.
 */
package io.samcp.bench.forward;
