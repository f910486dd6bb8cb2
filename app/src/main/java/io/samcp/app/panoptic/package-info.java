/**
 * Panoptic maps as COCO knows them: one segment id per pixel, 0 for void, and a list that says what each segment is. Made from the engine's
 * answer, or read from a PNG and its JSON. What the JSON says of a segment's area and box is not trusted: both are counted anew.
 */
package io.samcp.app.panoptic;
