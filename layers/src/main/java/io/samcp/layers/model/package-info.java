/**
 * SAM-CP as a graph: one class per part of the model, named as in SPEC. Each adds its nodes to a
 * {@link io.samcp.runtime.graph.GraphBuilder}; labels are checkpoint prefixes, taps are named as the golden tensors.
 *
 * <p><b>Symbols.</b> {@code H}, {@code W}: network image; {@code N}: patches, padded to the bucket; {@code QW}, {@code NW}: words of
 * padding bits for queries and patches; {@code B}: bytes of the original image; {@code P}: words of all patch planes; {@code M}: words
 * of one plane; {@code A}: pixels of the maps. {@code B}, {@code P}, {@code M} and {@code A} are capacities.
 *
 * <p><b>Layouts.</b> Feature maps are {@code [height, width, channels]}; tokens are {@code [rows, channels]}; queries are semantic
 * first, then instance.
 */
package io.samcp.layers.model;
