/**
 * Results become files: COCO panoptic PNG and JSON, COCO instances with run lengths, a semantic PNG.
 *
 * <p>A file appears whole or not at all: it is written to a temporary name beside its target and then moved. What cannot be written ends in
 * {@link io.samcp.app.output.OutputException}.
 */
package io.samcp.app.output;
